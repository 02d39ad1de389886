package shop.orderly.platform.replay;

import static shop.orderly.platform.replay.Projection.Version.BEFORE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.eventstore.PostgresEventStore;
import shop.orderly.platform.processing.GroupPlaces;
import shop.orderly.platform.time.Ids;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;

/** What operators can do to projections; whatever is not possible just now is a problem with its reason. */
final class RebuildOperations {

    private static final String START = "start";

    /** How long it is waited until what clears up after the last rebuild is done. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long PAUSE_NANOS = 50_000_000;

    private final Projections projections;
    private final Rebuilds rebuilds;
    private final RebuildLoop loop;
    private final Swap swap;
    private final Owner owner;
    private final Status status;
    private final EventLogPlaces log;

    RebuildOperations(
            Projections projections,
            Rebuilds rebuilds,
            RebuildLoop loop,
            Swap swap,
            Owner owner,
            Status status,
            EventLogPlaces log) {
        this.projections = projections;
        this.rebuilds = rebuilds;
        this.loop = loop;
        this.swap = swap;
        this.owner = owner;
        this.status = status;
        this.log = log;
    }

    /** How a place in the log is found. */
    record EventLogPlaces(PostgresEventStore events, GroupPlaces places, JdbcClient jdbc, Clock clock) {

        CommitOrderToken at(Instant moment) {
            StreamableMessageSource<?> source = events;
            return source.createTokenAt(moment) instanceof CommitOrderToken place ? place : CommitOrderToken.START;
        }

        /** The place before every event with this number or a greater one: numbers and commits have not the same order. */
        Optional<CommitOrderToken> before(long position) {
            return jdbc.sql("""
                            SELECT e.era, e.transaction_id::text::bigint AS transaction_id, e.global_index
                            FROM domain_event AS e WHERE e.global_index >= ?
                            ORDER BY e.era, e.transaction_id, e.global_index LIMIT 1""")
                    .param(position)
                    .query((row, number) -> new CommitOrderToken(
                            row.getInt("era"), row.getLong("transaction_id"), row.getLong("global_index") - 1))
                    .optional();
        }
    }

    /**
     * @param from {@code start}, an ISO instant, or the number of an event
     * @param by who wants it
     */
    Rebuild start(String group, String from, String by) {
        var projection = projection(group);
        if (from.equals(START)) {
            return start(group, from, by, CommitOrderToken.START);
        }
        // The live rows, their places and their letters may not change places meanwhile.
        return exclusively(group, () -> {
            var place = place(projection, from);
            requireNoneParked(group);
            return start(group, from, by, place);
        });
    }

    private Rebuild start(String group, String from, String by, CommitOrderToken start) {
        var rebuild = new Rebuild(
                Ids.next(),
                group,
                RebuildState.BUILDING,
                from,
                from.equals(START),
                start,
                status.head(),
                log.clock().instant(),
                by,
                null,
                null,
                null,
                false,
                false);
        if (!rebuilds.add(rebuild)) {
            throw underWay(group);
        }
        loop.changed();
        return rebuild;
    }

    Rebuild find(String group, String id) {
        return rebuilds.find(projection(group).group(), id)
                .orElseThrow(() -> notFound("There is no such rebuild of " + group + "."));
    }

    Rebuild pause(String group, String id) {
        return move(group, id, RebuildState.BUILDING, RebuildState.PAUSED);
    }

    Rebuild resume(String group, String id) {
        return move(group, id, RebuildState.PAUSED, RebuildState.BUILDING);
    }

    Rebuild cancel(String group, String id) {
        var rebuild = find(group, id);
        if (!rebuilds.end(id, RebuildState.CANCELLED, null)) {
            throw notNow(find(group, id));
        }
        loop.changed();
        return find(group, rebuild.id());
    }

    /** Puts the rows back that the last rebuild replaced. */
    Rebuild rollBack(String group) {
        var projection = projection(group);
        var last = exclusively(group, () -> rollBack(projection));
        loop.changed();
        return find(group, last.id());
    }

    private Rebuild rollBack(Projection projection) {
        var group = projection.group();
        var last = rebuilds.lastDone(group)
                .filter(done -> ProjectionTables.schemaExists(log.jdbc(), projection.schema(BEFORE)))
                .orElseThrow(() -> conflict("nothing_to_roll_back", "No rebuild of " + group + " can be taken back."));
        try {
            if (!swap.toBefore(projection, last)) {
                throw busy();
            }
        } catch (DefinitionChangedException changed) {
            throw conflict("tables_changed", String.valueOf(changed.getMessage()));
        }
        return last;
    }

    /** While nobody conducts a rebuild of the projection and none is under way. */
    private Rebuild exclusively(String group, Supplier<Rebuild> work) {
        var result = new AtomicReference<@Nullable Rebuild>();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            if (rebuilds.underWay(group).isPresent()) {
                throw underWay(group);
            }
            owner.exclusively(group, () -> {
                if (rebuilds.underWay(group).isEmpty()) {
                    result.set(work.get());
                }
            });
            var done = result.get();
            if (done != null) {
                return done;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        } while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
        throw busy();
    }

    /** A copy of the rows begins behind what is parked: its letters would be lost, and later events handled over the gap. */
    private void requireNoneParked(String group) {
        var parked = log.jdbc()
                .sql("SELECT count(*) FROM dead_letter_entry WHERE processing_group = ?")
                .param(group)
                .query(Long.class)
                .single();
        if (parked > 0) {
            throw conflict(
                    "dead_letters_first",
                    group + " has " + parked
                            + " dead letters: redrive or discard them first, or rebuild from the start.");
        }
    }

    private Rebuild move(String group, String id, RebuildState from, RebuildState to) {
        var rebuild = find(group, id);
        if (rebuild.state() != to && !rebuilds.move(id, from, to)) {
            throw notNow(find(group, id));
        }
        loop.changed();
        return find(group, id);
    }

    private Projection projection(String group) {
        if (!status.knows(group)) {
            throw notFound("There is no processing group " + group + ".");
        }
        return projections
                .find(group)
                .orElseThrow(() -> conflict(
                        "not_rebuildable", group + " does more than keep rows: what it did cannot be done again."));
    }

    /** Never behind what the live rows show: between the two nothing may be left out. */
    private CommitOrderToken place(Projection projection, String from) {
        var live = log.places().stored(projection.group()).stream()
                .map(GroupPlaces.Stored::place)
                .min(Comparator.naturalOrder())
                .orElse(CommitOrderToken.START);
        var wanted = wanted(from);
        return wanted == null ? live : wanted.lowerBound(live);
    }

    private @Nullable CommitOrderToken wanted(String from) {
        try {
            return from.matches("\\d{1,18}")
                    ? log.before(Long.parseLong(from)).orElse(null)
                    : log.at(Instant.parse(from));
        } catch (DateTimeParseException unreadable) {
            throw new ProblemException(Problem.validation("from", "must be start, an ISO instant or a position"));
        }
    }

    private ProblemException underWay(String group) {
        var problem = Problem.of(
                HttpStatus.CONFLICT, "rebuild_under_way", "A rebuild of " + group + " is under way already.");
        rebuilds.underWay(group).ifPresent(present -> problem.with("id", present.id()));
        return new ProblemException(problem);
    }

    private static ProblemException busy() {
        return new ProblemException(Problem.tryAgain("busy", "The rows are in use; try again.", 1));
    }

    private static ProblemException notNow(Rebuild rebuild) {
        return conflict("not_in_this_state", "The rebuild is " + rebuild.state().text() + ".");
    }

    private static ProblemException conflict(String code, String detail) {
        return new ProblemException(Problem.of(HttpStatus.CONFLICT, code, detail));
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of(HttpStatus.NOT_FOUND, "not_found", detail));
    }
}
