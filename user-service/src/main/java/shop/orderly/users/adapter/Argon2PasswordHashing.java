package shop.orderly.users.adapter;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;
import shop.orderly.users.domain.PasswordHashing;

/** Argon2id with 19 MiB and two passes, OWASP's recommendation. */
public final class Argon2PasswordHashing implements PasswordHashing {

    private static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;

    private static final int MEMORY_KIB = 19_456;

    private static final int PASSES = 2;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);

    private final Semaphore permits;

    private final String nobodys;

    public Argon2PasswordHashing(int maxAtOnce) {
        this.permits = new Semaphore(maxAtOnce, true);
        this.nobodys = Objects.requireNonNull(argon2.encode("nobody has this password"));
    }

    @Override
    public String hash(String password) {
        return bounded(() -> Objects.requireNonNull(argon2.encode(password)));
    }

    @Override
    public boolean matches(String password, String hash) {
        return bounded(() -> argon2.matches(password, hash));
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
