package shop.orderly.users.adapter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;
import shop.orderly.users.adapter.AttemptBuckets.Limit;
import shop.orderly.users.domain.LoginAttempts;

/**
 * Back-off that keeps an attacker slow and the owner in. An attempt from an address that the user has logged in from before
 * is counted only there: nobody elsewhere can use it up. Other attempts are counted for the account at that address, for the
 * account at all such addresses, and for the address whatever the account.
 *
 * <p>One address alone spends its own count first and leaves the account's open for others; many addresses spend the
 * account's, which is why that one pauses for shorter and forgets sooner.
 */
public final class StoredLoginAttempts implements LoginAttempts {

    private static final Limit AT_ADDRESS =
            new Limit(3, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofMinutes(30));

    private static final Limit EVERYWHERE =
            new Limit(6, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(1));

    private static final Limit OF_ADDRESS =
            new Limit(50, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(10));

    private static final Duration KEPT = Duration.ofDays(1);

    private static final Duration KNOWN_FOR = Duration.ofDays(90);

    private final AttemptBuckets buckets;

    private final KnownAddresses known;

    private final TransactionOperations transactions;

    private final Clock clock;

    public StoredLoginAttempts(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.buckets = new AttemptBuckets(jdbc);
        this.known = new KnownAddresses(jdbc);
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Attempt reserve(String account, String address) {
        var now = clock.instant();
        var who = Hashes.of("account", account);
        var where = Hashes.of("address", KnownAddresses.network(address));
        var isKnown = known.contains(account, where);
        var limits = new LinkedHashMap<String, Limit>();
        limits.put("pair " + who + " " + where, AT_ADDRESS);
        if (!isKnown) {
            limits.put("account " + who, EVERYWHERE);
            limits.put("address " + where, OF_ADDRESS);
        }
        // Most refusals end here, and none of them holds a connection to wait for the others.
        buckets.blockedUntil(limits.keySet(), now).ifPresent(until -> {
            throw tooMany(Duration.between(now, until));
        });
        var blocked = transactions.execute(status -> {
            var until = take(limits, now);
            if (until.isPresent()) {
                status.setRollbackOnly();
            }
            return until;
        });
        if (blocked != null && blocked.isPresent()) {
            throw tooMany(Duration.between(now, blocked.get()));
        }
        return new Reserved(account, where, limits);
    }

    /** Always in the same order, so that attempts at once wait for each other instead of locking each other up. */
    private Optional<Instant> take(Map<String, Limit> limits, Instant now) {
        for (var limit : limits.entrySet()) {
            var until = buckets.take(limit.getKey(), limit.getValue(), now);
            if (until.isPresent()) {
                return until;
            }
        }
        return Optional.empty();
    }

    /** Forgets old failures and addresses; answers how many. */
    public int forgetOld() {
        var now = clock.instant();
        return buckets.forgetBefore(now.minus(KEPT)) + known.forgetBefore(now.minus(KNOWN_FOR));
    }

    private static ProblemException tooMany(Duration left) {
        var seconds = (int) Math.max(1, left.plusMillis(999).toSeconds());
        return new ProblemException(Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too_many_attempts",
                        "Too many attempts have failed; wait a while.")
                .retryAfter(seconds));
    }

    private final class Reserved implements Attempt {

        private final String account;

        private final String where;

        private final Map<String, Limit> limits;

        private Reserved(String account, String where, Map<String, Limit> limits) {
            this.account = account;
            this.where = where;
            this.limits = limits;
        }

        @Override
        public void succeeded() {
            transactions.executeWithoutResult(status -> limits.forEach((bucket, limit) -> {
                if (limit.equals(AT_ADDRESS)) {
                    buckets.forget(bucket);
                } else {
                    buckets.giveBack(bucket, limit);
                }
            }));
            known.remember(account, where, clock.instant());
        }

        @Override
        public void withdrawn() {
            transactions.executeWithoutResult(status -> limits.forEach(buckets::giveBack));
        }
    }
}
