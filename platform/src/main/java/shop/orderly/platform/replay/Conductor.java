package shop.orderly.platform.replay;

import static shop.orderly.platform.replay.Projection.Version.BASE;
import static shop.orderly.platform.replay.Projection.Version.BEFORE;
import static shop.orderly.platform.replay.Projection.Version.CHECK;
import static shop.orderly.platform.replay.Projection.Version.NEXT;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.eventstore.PostgresEventStore;
import shop.orderly.platform.processing.GroupPlaces;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a rebuild from each state to the next. One replica at a time does so; each step may be repeated by another one
 * after this one has died in it.
 */
final class Conductor {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Rebuilds rebuilds;
    private final Owner owner;
    private final Verification verification;
    private final Swap swap;
    private final RowCopy copy;
    private final Log log;
    private final RebuildProperties properties;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, TrackingToken> ends = new ConcurrentHashMap<>();

    Conductor(
            Rebuilds rebuilds,
            Owner owner,
            Verification verification,
            Swap swap,
            RowCopy copy,
            Log log,
            RebuildProperties properties) {
        this.rebuilds = rebuilds;
        this.owner = owner;
        this.verification = verification;
        this.swap = swap;
        this.copy = copy;
        this.log = log;
        this.properties = properties;
    }

    /**
     * Where the log and its readers stand.
     *
     * @param claimTimeout after which silence a replica has lost its segments
     */
    record Log(PostgresEventStore events, TokenStore tokens, GroupPlaces places, Clock clock, Duration claimTimeout) {}

    /** Does what is to be done now; true if there may be more to do at once. */
    boolean step(Projection projection, Rebuild rebuild) {
        try {
            return switch (rebuild.state()) {
                case BUILDING -> build(projection, rebuild);
                case PAUSED -> false;
                case VERIFYING -> verify(projection, rebuild);
                case SWAPPING -> swap(projection, rebuild);
                case DONE, ROLLED_BACK -> {
                    if (rebuilds.underWay(projection.group()).isEmpty()) {
                        drop(projection, CHECK, BASE);
                    }
                    rebuilds.cleaned(rebuild.id());
                    yield false;
                }
                case FAILED, CANCELLED -> clear(projection, rebuild);
            };
        } catch (RebuildFailedException failed) {
            return fail(rebuild, String.valueOf(failed.getMessage()));
        }
    }

    private boolean build(Projection projection, Rebuild rebuild) {
        if (!rebuild.prepared()) {
            return prepare(projection, rebuild);
        }
        if (!hasCaughtUp(projection, rebuild)) {
            return false;
        }
        if (!rebuild.indexed()) {
            owner.alone(jdbc -> {
                ProjectionTables.index(jdbc, projection);
                return true;
            });
            rebuilds.indexed(rebuild.id());
            return true;
        }
        return rebuilds.move(rebuild.id(), RebuildState.BUILDING, RebuildState.VERIFYING);
    }

    /**
     * Whether all was handled that was stored when the rebuild came near the end: it is compared up to where it is then. A
     * log that grows has no end that one could wait for.
     */
    private boolean hasCaughtUp(Projection projection, Rebuild rebuild) {
        var slowest = slowest(projection);
        if (log.places().behind(slowest, properties.batchSize() + 1) > properties.batchSize()) {
            return false;
        }
        var end = ends.computeIfAbsent(rebuild.id(), id -> log.events().createHeadToken());
        return slowest.covers(end);
    }

    /** False if the rebuild was stopped meanwhile: what is copied only in part is copied anew. */
    private boolean prepare(Projection projection, Rebuild rebuild) {
        var wanted = stays(projection, rebuild);
        owner.atOnce(properties.lockTimeout(), jdbc -> {
            Swap.forget(jdbc, projection.rebuilding());
            Swap.forget(jdbc, projection.checking());
            Swap.forget(jdbc, projection.before());
            ProjectionTables.drop(jdbc, projection, BEFORE);
            ProjectionTables.drop(jdbc, projection, CHECK);
            ProjectionTables.drop(jdbc, projection, BASE);
            ProjectionTables.create(jdbc, projection, NEXT);
            if (!rebuild.fromEmpty()) {
                ProjectionTables.create(jdbc, projection, BASE);
            }
            return true;
        });
        if (!rebuild.fromEmpty()) {
            copy.ofLive(projection, rebuild, BASE, properties.lockTimeout(), wanted);
            copy.between(projection, BASE, NEXT, properties.lockTimeout(), wanted);
            if (!wanted.getAsBoolean()) {
                return false;
            }
        }
        var live = log.places().stored(projection.group()).size();
        log.tokens()
                .initializeTokenSegments(
                        projection.rebuilding(),
                        properties.segments(live),
                        ReplayToken.createReplayToken(log.events().createHeadToken(), rebuild.start()));
        rebuilds.prepared(rebuild.id());
        return true;
    }

    private boolean verify(Projection projection, Rebuild rebuild) {
        if (!atRest(projection)) {
            return false;
        }
        requireComparable(projection);
        owner.alone(jdbc -> forgotten(jdbc, projection.checking()));
        var wanted = stays(projection, rebuild);
        var places = log.places().stored(projection.rebuilding());
        var result = verification.run(projection, rebuild, places, wanted);
        if (!wanted.getAsBoolean()
                || !log.places().stored(projection.rebuilding()).equals(places)) {
            // A replica that had not heard of the state yet has gone on: the rows are not those that were compared.
            return false;
        }
        rebuilds.verified(rebuild.id(), JSON.writeValueAsString(result));
        owner.alone(jdbc -> forgotten(jdbc, projection.checking()));
        if (!result.equal()) {
            return fail(rebuild, "The rebuilt rows are not what the events give one after the other; see verification");
        }
        return rebuilds.move(rebuild.id(), RebuildState.VERIFYING, RebuildState.SWAPPING);
    }

    private boolean swap(Projection projection, Rebuild rebuild) {
        if (log.places().behind(slowest(projection), properties.batchSize() + 1) > properties.batchSize()) {
            return false;
        }
        if (swap.toNext(projection, rebuild)) {
            return true;
        }
        return attempts.merge(rebuild.id(), 1, Integer::sum) >= properties.swapAttempts()
                && fail(rebuild, "The rows could not be exchanged in " + properties.swapAttempts() + " attempts");
    }

    private boolean clear(Projection projection, Rebuild rebuild) {
        if (rebuilds.underWay(projection.group()).isEmpty()) {
            if (!atRest(projection)) {
                return false;
            }
            drop(projection, NEXT, CHECK, BASE);
            owner.alone(jdbc -> forgotten(jdbc, projection.rebuilding()) && forgotten(jdbc, projection.checking()));
        }
        rebuilds.cleaned(rebuild.id());
        return false;
    }

    private boolean fail(Rebuild rebuild, String error) {
        return rebuilds.end(rebuild.id(), RebuildState.FAILED, error);
    }

    /** Whether no replica works on the rebuild; one that has died or stands still loses its part first. */
    private boolean atRest(Projection projection) {
        var name = projection.rebuilding();
        var silentSince = log.clock().instant().minus(log.claimTimeout());
        return owner.alone(jdbc -> {
            jdbc.sql("UPDATE token_entry SET owner = NULL WHERE processor_name = ? AND owner IS NOT NULL"
                            + " AND timestamp::timestamptz < ?::timestamptz")
                    .params(name, silentSince.toString())
                    .update();
            return jdbc.sql("SELECT count(*) FROM token_entry WHERE processor_name = ? AND owner IS NOT NULL")
                            .param(name)
                            .query(Long.class)
                            .single()
                    == 0;
        });
    }

    private void requireComparable(Projection projection) {
        owner.alone(jdbc -> {
            Swap.requireSame(jdbc, projection, NEXT);
            RebuiltLetters.requireNoneDiscarded(jdbc, projection);
            return true;
        });
    }

    private void drop(Projection projection, Projection.Version... versions) {
        for (var version : versions) {
            owner.atOnce(properties.lockTimeout(), jdbc -> {
                ProjectionTables.drop(jdbc, projection, version);
                return true;
            });
        }
    }

    private static boolean forgotten(JdbcClient jdbc, String name) {
        Swap.forget(jdbc, name);
        return true;
    }

    private CommitOrderToken slowest(Projection projection) {
        return log.places().stored(projection.rebuilding()).stream()
                .map(GroupPlaces.Stored::place)
                .min(Comparator.naturalOrder())
                .orElse(CommitOrderToken.START);
    }

    /** Whether a rebuild is still in the state that it was in; looked up once a second at most. Once false, always false. */
    private BooleanSupplier stays(Projection projection, Rebuild rebuild) {
        return new BooleanSupplier() {
            private long lookedAt = System.nanoTime();
            private boolean stays = true;

            @Override
            public boolean getAsBoolean() {
                if (stays && System.nanoTime() - lookedAt > TimeUnit.SECONDS.toNanos(1)) {
                    stays = rebuilds.find(projection.group(), rebuild.id())
                            .filter(now -> now.state() == rebuild.state())
                            .isPresent();
                    lookedAt = System.nanoTime();
                }
                stays = stays && !Thread.currentThread().isInterrupted();
                return stays;
            }
        };
    }
}
