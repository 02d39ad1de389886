package shop.orderly.users.adapter;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.users.domain.SigningKeyLife;

/**
 * The life of the ES256 keys: each is published for a while before it signs, signs, is kept to verify until the last token
 * that it signed has expired, and is removed. One signs and one more is published at any time. What a replica signs with it
 * reads from the table each time, so that none signs with a key that another one has retired.
 */
public class SigningKeys implements SigningKeyLife {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private static final long MAX_AGE_NANOS = Duration.ofSeconds(30).toNanos();

    private static final long MIN_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final SigningKeyTable table;

    private final TransactionOperations transactions;

    private final Limits limits;

    private final Clock clock;

    private volatile @Nullable Published published;

    public SigningKeys(JdbcClient jdbc, TransactionOperations transactions, Limits limits, Clock clock) {
        this.table = new SigningKeyTable(jdbc);
        this.transactions = transactions;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * How long a key does what.
     *
     * @param signs how long it signs, unless it is rotated out before
     * @param publishedBefore how long it is published before it may sign: longer than any verifier keeps the keys
     * @param verifiesAfter how long it verifies when it signs no more: longer than a token lives, and all skews
     */
    public record Limits(Duration signs, Duration publishedBefore, Duration verifiesAfter) {}

    private record Published(JWKSet keys, long readAt) {}

    /** The key that signs now. */
    SigningKey signing() {
        return table.signing().orElseGet(() -> {
            ensure();
            return table.signing().orElseThrow();
        });
    }

    /** All public keys, youngest first. */
    public Map<String, Object> jwks() {
        return read().keys().toJSONObject(true);
    }

    /** The keys that a token asks for; reads the table again if they are not known, but not whenever somebody guesses. */
    public List<JWK> select(JWKSelector selector) {
        var found = selector.select(published(MAX_AGE_NANOS));
        return found.isEmpty() ? selector.select(published(MIN_PAUSE_NANOS)) : found;
    }

    @Override
    public List<KeyState> all() {
        return ensured().stream().map(SigningKey::state).toList();
    }

    @Override
    public void rotate() {
        ensure();
        transactions.executeWithoutResult(status -> {
            table.lock();
            var ready = next().publishedAt().plus(limits.publishedBefore());
            if (clock.instant().isBefore(ready)) {
                throw Refusal.conflict("next_key_too_young", "The next key may sign from " + ready + ".")
                        .exception();
            }
            rotateTo(next());
        });
    }

    /** What time brings: the next key signs when the present one has signed for long enough; old ones are removed. */
    public void turn() {
        ensure();
        transactions.executeWithoutResult(status -> {
            table.lock();
            var now = clock.instant();
            var removed = table.removeRetiredBefore(now.minus(limits.verifiesAfter()));
            if (removed > 0) {
                log.info("{} retired signing keys were removed", removed);
            }
            var until = signsFrom().plus(limits.signs());
            if (!now.isBefore(until) && !now.isBefore(next().publishedAt().plus(limits.publishedBefore()))) {
                rotateTo(next());
            }
        });
    }

    private void rotateTo(SigningKey next) {
        var now = clock.instant();
        var old = table.signing().orElseThrow();
        table.retire(old.kid(), now);
        table.sign(next.kid(), now);
        table.publish(now);
        log.info("Key {} signs from now on instead of {}", next.kid(), old.kid());
    }

    private SigningKey next() {
        return table.all().stream().filter(SigningKey::isNext).findFirst().orElseThrow();
    }

    private Instant signsFrom() {
        return Objects.requireNonNull(table.signing().orElseThrow().signsFrom());
    }

    private List<SigningKey> ensured() {
        ensure();
        return table.all();
    }

    /** Replicas that start together agree on the first two keys. */
    private void ensure() {
        if (isComplete()) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            table.lock();
            while (!isComplete()) {
                table.publish(clock.instant());
                if (table.signing().isEmpty()) {
                    table.sign(next().kid(), clock.instant());
                }
            }
        });
    }

    private boolean isComplete() {
        var keys = table.all();
        return keys.stream().anyMatch(SigningKey::signs) && keys.stream().anyMatch(SigningKey::isNext);
    }

    private JWKSet published(long maxAgeNanos) {
        var known = published;
        if (known == null || System.nanoTime() - known.readAt() >= maxAgeNanos) {
            known = readOnce(maxAgeNanos);
        }
        return known.keys();
    }

    /** Of many who miss a key at once, one looks. */
    private synchronized Published readOnce(long maxAgeNanos) {
        var known = published;
        return known == null || System.nanoTime() - known.readAt() >= maxAgeNanos ? read() : known;
    }

    private Published read() {
        var readAt = System.nanoTime();
        var keys = ensured().stream().map(SigningKey::publicJwk).toList();
        var fresh = new Published(new JWKSet(keys), readAt);
        published = fresh;
        return fresh;
    }
}
