package shop.orderly.platform.replay;

import static shop.orderly.platform.replay.Projection.Version.BEFORE;
import static shop.orderly.platform.replay.Projection.Version.NEXT;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.common.DateTimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.processing.GroupPlaces;

/**
 * Exchanges the rows of a projection for others in one transaction, together with its places in the log and its dead
 * letters.
 *
 * <p>First the live segments are claimed, so that nobody handles anything there, without a transaction that would hold back
 * the log; the claim runs out by itself if this replica dies. Then the rebuild handles what is left. Like every batch, the
 * exchange locks tokens first and tables after them.
 */
final class Swap {

    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    /** How long readers wait at most behind the exchange; shorter than Postgres waits until it looks for a deadlock. */
    private static final Duration TABLE_LOCK = Duration.ofMillis(500);

    /** No lock in time, a deadlock, or a conflict of transactions. */
    private static final Set<String> PASSING = Set.of("55P03", "57014", "40P01", "40001");

    private static final long PAUSE_NANOS = 20_000_000;

    private final Owner owner;
    private final GroupPlaces places;
    private final Clock clock;
    private final Duration lockTimeout;

    Swap(Owner owner, GroupPlaces places, Clock clock, Duration lockTimeout) {
        this.owner = owner;
        this.places = places;
        this.clock = clock;
        this.lockTimeout = lockTimeout;
    }

    /** Puts the rebuilt rows in the place of the live ones; false if it should be tried again. */
    boolean toNext(Projection projection, Rebuild rebuild) {
        return fenced(projection, rebuild.id(), claim -> {
            if (!caughtUp(projection)) {
                return false;
            }
            return owner.atOnce(lockTimeout, jdbc -> {
                requireClaim(jdbc, projection.group(), claim);
                lock(jdbc, projection.rebuilding());
                var live = GroupPlaces.stored(jdbc, projection.group());
                if (!covers(GroupPlaces.stored(jdbc, projection.rebuilding()), live)) {
                    return false;
                }
                RebuiltLetters.requireNoMore(jdbc, projection, live);
                RebuiltLetters.requireNoneDiscarded(jdbc, projection);
                if (!mark(jdbc, rebuild.id(), RebuildState.SWAPPING, RebuildState.DONE)) {
                    return false;
                }
                exchange(jdbc, projection);
                return true;
            });
        });
    }

    private void exchange(JdbcClient jdbc, Projection projection) {
        lockTables(jdbc, projection, NEXT);
        requireSame(jdbc, projection, NEXT);
        jdbc.sql("CREATE SCHEMA " + projection.schema(BEFORE)).update();
        for (var live : projection.tables()) {
            ProjectionTables.move(jdbc, live, projection.schema(BEFORE));
            ProjectionTables.move(jdbc, projection.table(NEXT, live), Projection.schemaOf(live));
        }
        jdbc.sql("DROP SCHEMA " + projection.schema(NEXT)).update();
        rename(jdbc, projection.group(), projection.before());
        rename(jdbc, projection.rebuilding(), projection.group());
    }

    /** Puts the rows back that the last rebuild replaced; false if it could not be done just now. */
    boolean toBefore(Projection projection, Rebuild rebuild) {
        return fenced(
                projection,
                rebuild.id(),
                claim -> owner.atOnce(lockTimeout, jdbc -> {
                    requireClaim(jdbc, projection.group(), claim);
                    if (!mark(jdbc, rebuild.id(), RebuildState.DONE, RebuildState.ROLLED_BACK)) {
                        return false;
                    }
                    lockTables(jdbc, projection, BEFORE);
                    requireSame(jdbc, projection, BEFORE);
                    for (var live : projection.tables()) {
                        jdbc.sql("DROP TABLE " + live).update();
                        ProjectionTables.move(jdbc, projection.table(BEFORE, live), Projection.schemaOf(live));
                    }
                    jdbc.sql("DROP SCHEMA " + projection.schema(BEFORE)).update();
                    forget(jdbc, projection.group());
                    rename(jdbc, projection.before(), projection.group());
                    return true;
                }));
    }

    /** Removes tokens and dead letters of a name. */
    static void forget(JdbcClient jdbc, String name) {
        jdbc.sql("DELETE FROM token_entry WHERE processor_name = ?").param(name).update();
        jdbc.sql("DELETE FROM dead_letter_entry WHERE processing_group = ?")
                .param(name)
                .update();
    }

    private static void rename(JdbcClient jdbc, String from, String to) {
        jdbc.sql("UPDATE token_entry SET processor_name = ?, owner = NULL WHERE processor_name = ?")
                .params(to, from)
                .update();
        jdbc.sql("UPDATE dead_letter_entry SET processing_group = ? WHERE processing_group = ?")
                .params(to, from)
                .update();
    }

    private boolean mark(JdbcClient jdbc, String id, RebuildState from, RebuildState to) {
        return jdbc.sql("""
                        UPDATE projection_rebuild SET state = ?, swaps = swaps + 1, finished_at = coalesce(finished_at, ?)
                        WHERE id = ? AND state = ?""")
                        .params(to.text(), clock.instant().atOffset(ZoneOffset.UTC), id, from.text())
                        .update()
                == 1;
    }

    /**
     * All at once, before the definitions are compared. Readers that come later wait behind this statement, so that it
     * gives up soon if one that was there before does not end.
     */
    private static void lockTables(JdbcClient jdbc, Projection projection, Projection.Version version) {
        var tables = projection.tables().stream()
                .flatMap(live -> Stream.of(live, projection.table(version, live)))
                .collect(Collectors.joining(", "));
        var usual = limit(jdbc, TABLE_LOCK.toMillis() + "ms");
        jdbc.sql("LOCK TABLE " + tables + " IN ACCESS EXCLUSIVE MODE").update();
        limit(jdbc, usual);
    }

    /** Limits each statement for the rest of the transaction; returns the limit that was. */
    private static String limit(JdbcClient jdbc, String to) {
        var before = jdbc.sql("SELECT current_setting('statement_timeout')")
                .query(String.class)
                .single();
        jdbc.sql("SELECT set_config('statement_timeout', ?, true)")
                .param(to)
                .query(String.class)
                .single();
        return before;
    }

    static void requireSame(JdbcClient jdbc, Projection projection, Projection.Version version) {
        for (var live : projection.tables()) {
            var other = projection.table(version, live);
            if (!ProjectionTables.definition(jdbc, live).equals(ProjectionTables.definition(jdbc, other))) {
                throw new DefinitionChangedException(live + " is defined otherwise than " + other
                        + ": a migration has changed it meanwhile; start a new rebuild");
            }
        }
    }

    private boolean fenced(Projection projection, String id, Work work) {
        var claim = "rebuild-" + id;
        try {
            owner.atOnce(lockTimeout, jdbc -> {
                lock(jdbc, projection.group());
                return jdbc.sql("UPDATE token_entry SET owner = ?, timestamp = ? WHERE processor_name = ?")
                        .params(
                                claim,
                                DateTimeUtils.formatInstant(clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                                projection.group())
                        .update();
            });
            return work.on(claim);
        } catch (DataAccessException busy) {
            if (!willPass(busy)) {
                throw busy;
            }
            LOG.info("The rows of {} could not be exchanged just now: {}", projection.group(), busy.getMessage());
            return false;
        } finally {
            release(projection, claim);
        }
    }

    private static boolean willPass(DataAccessException failure) {
        return failure instanceof PessimisticLockingFailureException
                || (failure.getRootCause() instanceof SQLException sql && PASSING.contains(sql.getSQLState()));
    }

    private void release(Projection projection, String claim) {
        try {
            owner.alone(jdbc -> jdbc.sql("UPDATE token_entry SET owner = NULL WHERE processor_name = ? AND owner = ?")
                    .params(projection.group(), claim)
                    .update());
        } catch (DataAccessException e) {
            LOG.warn("The segments of {} stay claimed until the claim runs out", projection.group(), e);
        }
    }

    /** Nobody handles live events now: what they were is soon handled by the rebuild too. */
    private boolean caughtUp(Projection projection) {
        var deadline = System.nanoTime() + CATCH_UP.toNanos();
        var live = places.stored(projection.group());
        while (!covers(places.stored(projection.rebuilding()), live)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private static boolean covers(List<GroupPlaces.Stored> rebuilt, List<GroupPlaces.Stored> live) {
        var slowest = places(rebuilt).min(Comparator.naturalOrder());
        Optional<CommitOrderToken> furthest = places(live).max(Comparator.naturalOrder());
        return slowest.isPresent() && furthest.map(slowest.get()::covers).orElse(true);
    }

    private static Stream<CommitOrderToken> places(List<GroupPlaces.Stored> stored) {
        return stored.stream().map(GroupPlaces.Stored::place);
    }

    private static List<String> lock(JdbcClient jdbc, String group) {
        return jdbc.sql(
                        "SELECT coalesce(owner, '') FROM token_entry WHERE processor_name = ? ORDER BY segment FOR UPDATE")
                .param(group)
                .query(String.class)
                .list();
    }

    private static void requireClaim(JdbcClient jdbc, String group, String claim) {
        if (!lock(jdbc, group).stream().allMatch(claim::equals)) {
            throw new PessimisticLockingFailureException("The claim on the segments of " + group + " ran out");
        }
    }

    /** Something to do while nobody handles live events. */
    private interface Work {

        boolean on(String claim);
    }
}
