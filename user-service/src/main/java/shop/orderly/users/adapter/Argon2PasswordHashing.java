package shop.orderly.users.adapter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;
import shop.orderly.users.domain.PasswordHashing;
import shop.orderly.users.domain.PasswordRules;

/** Argon2id. Every evaluation is counted, as {@code orderly.security.password.evaluations}. */
public final class Argon2PasswordHashing implements PasswordHashing {

    private static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;

    private final Argon2PasswordEncoder argon2;

    private final Semaphore permits;

    private final Counter evaluations;

    private final String nobodys;

    /**
     * What a hash costs. OWASP's recommendation is the least.
     *
     * @param memoryKib 19 456 or more
     * @param passes 2 or more
     * @param lanes 1 or more
     */
    public record Cost(int memoryKib, int passes, int lanes) {

        public static final Cost LEAST = new Cost(19_456, 2, 1);

        public Cost {
            if (memoryKib < 19_456 || passes < 2 || lanes < 1) {
                throw new IllegalArgumentException("Argon2id takes at least m=19456, t=2, p=1");
            }
        }
    }

    /** @param maxAtOnce how many passwords are hashed at once; one more waits up to a second, and is then answered 429 */
    public Argon2PasswordHashing(Cost cost, int maxAtOnce, MeterRegistry meters) {
        this.argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, cost.lanes(), cost.memoryKib(), cost.passes());
        this.permits = new Semaphore(maxAtOnce, true);
        this.evaluations = meters.counter("orderly.security.password.evaluations");
        this.nobodys = Objects.requireNonNull(argon2.encode("nobody has this password"));
    }

    @Override
    public String hash(String password) {
        return bounded(() -> Objects.requireNonNull(argon2.encode(PasswordRules.normalized(password))));
    }

    @Override
    public boolean matches(String password, String hash) {
        return bounded(() -> {
            evaluations.increment();
            return argon2.matches(PasswordRules.normalized(password), hash);
        });
    }

    @Override
    public boolean isOutdated(String hash) {
        return argon2.upgradeEncoding(hash);
    }

    @Override
    public void pretendToMatch(String password) {
        matches(password, nobodys);
    }

    private <T> T bounded(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(1, TimeUnit.SECONDS)) {
                throw tooMany();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooMany();
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private static ProblemException tooMany() {
        return new ProblemException(
                Problem.of(HttpStatus.TOO_MANY_REQUESTS, "too_many_logins", "Too many are logging in; try again.")
                        .retryAfter(1));
    }
}
