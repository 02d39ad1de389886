package shop.orderly.users.adapter;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Failures counted in the table {@code login_attempt}: a few are free, then each is followed by a pause that doubles. Each
 * statement decides by itself, so that attempts at once, on whichever replica, cannot pass a count that they all have read.
 */
final class AttemptBuckets {

    private static final int CLEANING_BATCH = 1_000;

    /** How many failures time has taken away; clocks of replicas, and the order of parallel attempts, may differ. */
    private static final String FORGOTTEN =
            "greatest(0, floor(extract(epoch FROM :now::timestamptz - b.updated_at) / :decay))::int";

    /** What is left of the time until the next one is forgotten is kept, else frequent attempts would keep them all. */
    private static final String TAKE = """
            INSERT INTO users.login_attempt AS b (bucket, failures, blocked_until, updated_at)
            VALUES (:bucket, 1, CASE WHEN :free > 1 THEN '-infinity'::timestamptz
                                     ELSE :now::timestamptz + make_interval(secs => :first) END, :now)
            ON CONFLICT (bucket) DO UPDATE SET
                failures = %1$s + 1,
                blocked_until = CASE WHEN %1$s + 1 < :free THEN '-infinity'::timestamptz
                    ELSE :now::timestamptz + make_interval(secs =>
                        least(:longest, :first * power(2, least(%1$s + 1 - :free, 30)))) END,
                updated_at = CASE WHEN b.failures <= %2$s THEN greatest(b.updated_at, :now::timestamptz)
                    ELSE b.updated_at + make_interval(secs => %2$s * :decay) END
            WHERE b.blocked_until <= :now
            """.formatted("greatest(0, b.failures - " + FORGOTTEN + ")", FORGOTTEN);

    private final JdbcClient jdbc;

    AttemptBuckets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How a bucket counts.
     *
     * @param free how many failures have no pause after them, the last of them excepted
     * @param first the first pause
     * @param longest the longest pause
     * @param decay after how long a failure is forgotten
     */
    record Limit(int free, Duration first, Duration longest, Duration decay) {}

    /** Counts one attempt as a failure; empty if it may go on, otherwise until when it may not. */
    Optional<Instant> take(String bucket, Limit limit, Instant now) {
        var taken = jdbc.sql(TAKE)
                .param("bucket", bucket)
                .param("free", limit.free())
                .param("first", (double) limit.first().toSeconds())
                .param("longest", (double) limit.longest().toSeconds())
                .param("decay", (double) limit.decay().toSeconds())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (taken == 1) {
            return Optional.empty();
        }
        return Optional.of(jdbc.sql("SELECT blocked_until FROM users.login_attempt WHERE bucket = ?")
                .param(bucket)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .filter(until -> until.isAfter(now))
                .orElse(now.plusSeconds(1)));
    }

    /** Until when any of them lets nobody through; without waiting for whoever counts there. */
    Optional<Instant> blockedUntil(Collection<String> buckets, Instant now) {
        return jdbc.sql(
                        "SELECT max(blocked_until) FROM users.login_attempt WHERE bucket IN (:buckets) AND blocked_until > :now")
                .param("buckets", buckets)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Takes one failure back. */
    void giveBack(String bucket, Limit limit) {
        jdbc.sql("""
                        UPDATE users.login_attempt SET failures = greatest(0, failures - 1),
                            blocked_until = CASE WHEN failures - 1 < ? THEN '-infinity' ELSE blocked_until END
                        WHERE bucket = ?
                        """).params(limit.free(), bucket).update();
    }

    void forget(String bucket) {
        jdbc.sql("DELETE FROM users.login_attempt WHERE bucket = ?")
                .param(bucket)
                .update();
    }

    int forgetBefore(Instant end) {
        var forgotten = 0;
        int batch;
        do {
            batch = jdbc.sql("""
                            DELETE FROM users.login_attempt WHERE bucket IN (
                                SELECT bucket FROM users.login_attempt
                                WHERE updated_at < :end AND blocked_until < :end LIMIT :batch)""")
                    .param("end", end.atOffset(ZoneOffset.UTC))
                    .param("batch", CLEANING_BATCH)
                    .update();
            forgotten += batch;
        } while (batch == CLEANING_BATCH);
        return forgotten;
    }
}
