package shop.orderly.platform.replay;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.platform.deadletters.DiscardedEvents;
import shop.orderly.platform.eventstore.LogPages;
import shop.orderly.platform.eventstore.PostgresEventStore;
import shop.orderly.platform.processing.GroupHandlers;
import shop.orderly.platform.processing.GroupPlaces;
import shop.orderly.platform.processing.ProcessingProperties;
import shop.orderly.platform.processing.RowTarget;

/** This replica's part of the rebuilds that are under way: the handlers of each projection, run a second time. */
final class RebuildWorkers {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWorkers.class);

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAGE = Duration.ofSeconds(30);
    private static final int LARGEST_PAGE = 8_000;

    private final Parts parts;
    private final Map<String, Running> running = new HashMap<>();

    RebuildWorkers(Parts parts) {
        this.parts = parts;
    }

    /** What the work is done with. */
    record Parts(
            GroupHandlers handlers,
            DiscardedEvents discarded,
            GroupPlaces places,
            PostgresEventStore events,
            TokenStore tokens,
            TransactionManager transactions,
            ErrorHandler errors,
            ProcessingProperties processing,
            RebuildProperties properties) {}

    private record Running(
            String rebuild,
            AtomicReference<@Nullable String> refusal,
            LogPages pages,
            List<SegmentWork> segments,
            ExecutorService threads) {

        /** Behind the pages that are being handled. */
        void stop() {
            segments.forEach(SegmentWork::stop);
            threads.shutdown();
            try {
                if (!threads.awaitTermination(LONGEST_PAGE.toSeconds(), TimeUnit.SECONDS)) {
                    LOG.warn("A page of the rebuild {} is still being handled", rebuild);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            pages.close();
        }
    }

    /** Works on a rebuild from now on, whose tables and tokens are there. */
    synchronized void work(Projection projection, Rebuild rebuild) {
        var present = running.get(projection.group());
        if (present != null && present.rebuild().equals(rebuild.id())) {
            return;
        }
        rest(projection);
        running.put(projection.group(), start(projection, rebuild));
    }

    /** Why this replica cannot work on the rebuild that it works on, however often it tries. */
    synchronized Optional<String> refusal(Projection projection) {
        return Optional.ofNullable(running.get(projection.group()))
                .map(it -> it.refusal().get());
    }

    /** Works on no rebuild of a projection; returns when the last batch has ended. */
    synchronized void rest(Projection projection) {
        var present = running.remove(projection.group());
        if (present != null) {
            present.stop();
        }
    }

    synchronized void restAll() {
        running.values().forEach(Running::stop);
        running.clear();
    }

    private Running start(Projection projection, Rebuild rebuild) {
        var name = projection.rebuilding();
        var properties = parts.properties();
        var stored = parts.places().stored(name);
        var segments = stored.size();
        LOG.info(
                "Works on the rebuild {} of {} from position {} on",
                rebuild.id(),
                projection.group(),
                stored.stream()
                        .map(GroupPlaces.Stored::place)
                        .min(Comparator.naturalOrder())
                        .orElse(rebuild.start())
                        .globalIndex());
        var refusal = new AtomicReference<@Nullable String>();
        var redirect = new Redirect(projection, Projection.Version.NEXT);
        UnaryOperator<String> remembering = sql -> {
            try {
                return redirect.apply(sql);
            } catch (RefusedStatementException e) {
                refusal.set(e.getMessage());
                throw e;
            }
        };
        var target = new RowTarget(projection.group(), name, remembering, false);
        var invoker = new PassingOver(parts.handlers().into(target), projection.group(), parts.discarded());
        var means = new SegmentWork.Means(
                parts.tokens(),
                parts.transactions(),
                parts.errors(),
                IDLE,
                parts.processing().claimInterval());
        var pages = parts.events()
                .pages("reader-" + name, Math.min(LARGEST_PAGE, properties.batchSize() * Math.max(1, segments)));
        var turns = new Semaphore(properties.threads(segments));
        var numbers = stored.stream().mapToInt(GroupPlaces.Stored::segment).toArray();
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("worker-" + name + "-", 0).factory());
        var work = Arrays.stream(numbers)
                .mapToObj(number ->
                        new SegmentWork(name, Segment.computeSegment(number, numbers), invoker, means, pages, turns))
                .toList();
        work.forEach(threads::execute);
        return new Running(rebuild.id(), refusal, pages, work, threads);
    }
}
