package shop.orderly.platform.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import shop.orderly.platform.eventstore.Notifications;

/**
 * Keeps this replica doing what the table of rebuilds says: it works on those that are under way, lets the live processor
 * take up exchanged rows at once, and conducts those that no other replica conducts.
 */
final class RebuildLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildLoop.class);
    private static final String CHANNEL = "orderly_rebuilds";

    private final Projections projections;
    private final Rebuilds rebuilds;
    private final RebuildWorkers workers;
    private final Conductor conductor;
    private final Owner owner;
    private final Pace pace;
    private final Surroundings around;
    private final LinkedBlockingQueue<Boolean> wakeUps = new LinkedBlockingQueue<>();
    private final Set<String> conducted = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> swaps = new HashMap<>();
    private volatile boolean running;
    private boolean counted; // whether swaps has been read once: what was exchanged before that is nothing new
    private @Nullable Thread thread;
    private @Nullable ExecutorService conducting;

    RebuildLoop(
            Projections projections,
            Rebuilds rebuilds,
            RebuildWorkers workers,
            Conductor conductor,
            Owner owner,
            Pace pace,
            Surroundings around) {
        this.projections = projections;
        this.rebuilds = rebuilds;
        this.workers = workers;
        this.conductor = conductor;
        this.owner = owner;
        this.pace = pace;
        this.around = around;
        around.notifications().subscribe(CHANNEL, announced -> wake());
    }

    /** What the loop hears from and what it restarts. */
    record Surroundings(
            Notifications notifications,
            ObjectProvider<EventProcessingConfiguration> processing,
            RebuildProperties properties) {}

    /** To be called after a change of the table; the other replicas hear of it too. */
    void changed() {
        wake();
        around.notifications().announce(CHANNEL, "");
    }

    @Override
    public void start() {
        if (projections.all().isEmpty()) {
            return;
        }
        running = true;
        conducting = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("rebuild-conductor-", 0).factory());
        thread = Thread.ofPlatform().daemon().name("rebuild-loop").start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null && conducting != null) {
            thread.interrupt();
            conducting.shutdownNow();
            try {
                thread.join(TimeUnit.SECONDS.toMillis(10));
                if (!conducting.awaitTermination(10, TimeUnit.SECONDS)) {
                    LOG.warn("A rebuild is still being conducted; another replica takes it over");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        workers.restAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void wake() {
        wakeUps.add(true);
    }

    private void loop() {
        while (running) {
            try {
                look();
                wakeUps.poll(around.properties().pollInterval().toMillis(), TimeUnit.MILLISECONDS);
                wakeUps.clear();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warn("Rebuilds could not be looked after; trying again", e);
                    pause();
                }
            }
        }
    }

    private void look() {
        takeUpExchanged();
        // Afterwards: it takes its time, and what was to be worked on before it may be so no longer.
        var unsettled = rebuilds.unsettled();
        var worked = new HashSet<String>();
        for (var rebuild : unsettled) {
            var projection = projections.find(rebuild.projection()).orElse(null);
            if (projection == null) {
                continue;
            }
            if (isWorkedOn(rebuild)) {
                workers.work(projection, rebuild);
                pace.sample(rebuild.id(), projection);
                workers.refusal(projection)
                        .ifPresent(reason -> rebuilds.end(rebuild.id(), RebuildState.FAILED, reason));
                worked.add(projection.group());
            }
        }
        projections.all().stream()
                .filter(projection -> !worked.contains(projection.group()))
                .forEach(workers::rest);
        conduct(unsettled);
    }

    private static boolean isWorkedOn(Rebuild rebuild) {
        return rebuild.prepared()
                && (rebuild.state() == RebuildState.BUILDING || rebuild.state() == RebuildState.SWAPPING);
    }

    /** A processor that has lost its segments would look for them only after a while. */
    private void takeUpExchanged() {
        rebuilds.swaps().forEach((group, count) -> {
            var known = swaps.put(group, count);
            int before = known == null ? 0 : known;
            if (counted && count != before) {
                restart(group);
            }
        });
        counted = true;
    }

    private void restart(String group) {
        around.processing()
                .getObject()
                .eventProcessor(group, StreamingEventProcessor.class)
                .filter(StreamingEventProcessor::isRunning)
                .ifPresent(processor -> {
                    processor.shutDown();
                    processor.start();
                });
    }

    private void conduct(List<Rebuild> unsettled) {
        var pool = conducting;
        for (var rebuild : unsettled) {
            projections.find(rebuild.projection()).ifPresent(projection -> {
                if (pool != null && conducted.add(rebuild.id())) {
                    pool.execute(() -> conduct(projection, rebuild.id()));
                }
            });
        }
    }

    private void conduct(Projection projection, String id) {
        try {
            owner.exclusively(projection.group(), () -> conductAlone(projection, id));
        } catch (RuntimeException e) {
            if (running) {
                LOG.warn("The rebuild {} of {} got stuck; trying again", id, projection.group(), e);
            }
        } finally {
            conducted.remove(id);
        }
    }

    private void conductAlone(Projection projection, String id) {
        BooleanSupplier more = () -> {
            var rebuild = rebuilds.find(projection.group(), id).orElse(null);
            if (rebuild == null || !running) {
                return false;
            }
            try {
                return conductor.step(projection, rebuild);
            } catch (RuntimeException e) {
                if (PassingFailures.willPass(e)) {
                    throw e;
                }
                LOG.error("The rebuild {} of {} failed", id, projection.group(), e);
                return running && rebuilds.end(id, RebuildState.FAILED, e.toString());
            }
        };
        while (more.getAsBoolean()) {
            changed();
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
