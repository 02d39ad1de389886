package shop.orderly.platform.security;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Up to which of its versions each user's sessions have ended, for as long as a token lives; older tokens have expired by themselves.
 *
 * <p>The table is small, so each replica has all of it in memory, at most a second old: that is how late a replica may
 * learn what another one has projected. What happened on this replica it knows at once.
 */
final class EndedSessions {

    private static final Duration AT_LEAST_KEPT = Duration.ofHours(1);

    /** Whoever reads needs a connection of the pool: others wait for that so long, and do not each try in turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final JdbcClient jdbc;

    private final long maxAgeNanos;

    private final Duration kept;

    private final ReentrantLock reading = new ReentrantLock();

    private final AtomicLong generation = new AtomicLong();

    private volatile @Nullable Snapshot latest;

    /**
     * @param maxAge how old what is in memory may be
     * @param tokenLife the longest that an access token is taken for valid, with all skews
     */
    EndedSessions(JdbcClient jdbc, Duration maxAge, Duration tokenLife) {
        this.jdbc = jdbc;
        this.maxAgeNanos = maxAge.toNanos();
        this.kept = tokenLife.compareTo(AT_LEAST_KEPT) > 0 ? tokenLife : AT_LEAST_KEPT;
    }

    private record Snapshot(Map<String, Long> versions, long readAt, long generation) {}

    /** Whether a token of this user, issued at this version, belongs to a session that has ended. */
    boolean ended(String userId, long version) {
        var least = current().versions().get(userId);
        return least != null && version < least;
    }

    /** Ends every session of a user from before this version, in the current transaction. */
    void end(String userId, long version, Instant at) {
        jdbc.sql("""
                        INSERT INTO ended_session AS old (user_id, version, at) VALUES (?, ?, ?)
                        ON CONFLICT (user_id) DO UPDATE
                        SET version = greatest(old.version, excluded.version), at = greatest(old.at, excluded.at)
                        """).params(userId, version, at.atOffset(ZoneOffset.UTC)).update();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    generation.incrementAndGet();
                }
            });
        } else {
            generation.incrementAndGet();
        }
    }

    /** Forgets what no living token can be affected by. */
    int forgetBefore(Instant now) {
        return jdbc.sql("DELETE FROM ended_session WHERE at < ?")
                .param(now.minus(kept).atOffset(ZoneOffset.UTC))
                .update();
    }

    private Snapshot current() {
        var snapshot = latest;
        if (snapshot != null && isFresh(snapshot)) {
            return snapshot;
        }
        if (!acquired()) {
            throw new CannotAcquireLockException("Which sessions have ended cannot be read in time");
        }
        try {
            snapshot = latest;
            if (snapshot == null || !isFresh(snapshot)) {
                snapshot = read();
                latest = snapshot;
            }
            return snapshot;
        } finally {
            reading.unlock();
        }
    }

    private boolean acquired() {
        try {
            return reading.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isFresh(Snapshot snapshot) {
        return snapshot.generation() == generation.get() && System.nanoTime() - snapshot.readAt() < maxAgeNanos;
    }

    /** A change that commits while this reads makes the result stale: the generation is taken first. */
    private Snapshot read() {
        var began = generation.get();
        var readAt = System.nanoTime();
        var versions = new HashMap<String, Long>();
        jdbc.sql("SELECT user_id, version FROM ended_session").query(row -> {
            versions.put(row.getString("user_id"), row.getLong("version"));
        });
        return new Snapshot(versions, readAt, began);
    }
}
