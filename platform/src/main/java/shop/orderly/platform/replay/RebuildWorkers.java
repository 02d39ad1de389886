package shop.orderly.platform.replay;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shop.orderly.platform.deadletters.DiscardedEvents;
import shop.orderly.platform.eventstore.PostgresEventStore;
import shop.orderly.platform.processing.GroupHandlers;
import shop.orderly.platform.processing.GroupPlaces;
import shop.orderly.platform.processing.ProcessingProperties;
import shop.orderly.platform.processing.RowTarget;

/** This replica's part of the rebuilds that are under way: a second processor of each projection's handlers. */
final class RebuildWorkers {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWorkers.class);

    /** How soon a part that has nothing to do stores its place, by which the exchange knows that all is handled. */
    private static final long STORED_AFTER_MILLIS = 200;

    private final Parts parts;
    private final Map<String, Running> running = new HashMap<>();

    RebuildWorkers(Parts parts) {
        this.parts = parts;
    }

    /** What a processor is made of. */
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
            StreamingEventProcessor processor,
            ScheduledExecutorService coordinator,
            ScheduledExecutorService workers) {

        void stop() {
            processor.shutDown();
            coordinator.shutdown();
            workers.shutdown();
        }
    }

    /** Works on a rebuild from now on, whose tables and tokens are there. */
    synchronized void work(Projection projection, Rebuild rebuild) {
        var present = running.get(projection.group());
        if (present != null && present.rebuild().equals(rebuild.id())) {
            return;
        }
        rest(projection);
        var started = start(projection, rebuild);
        running.put(projection.group(), started);
        started.processor().start();
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
        var coordinator = Executors.newScheduledThreadPool(1, new AxonThreadFactory("coordinator-" + name));
        var workers = Executors.newScheduledThreadPool(
                Math.max(1, properties.threads(segments)), new AxonThreadFactory("worker-" + name));
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
        var processor = PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(
                        new PassingOver(parts.handlers().into(target), projection.group(), parts.discarded()))
                .errorHandler(parts.errors())
                .messageSource(parts.events())
                .tokenStore(parts.tokens())
                .transactionManager(parts.transactions())
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .initialToken(source -> {
                    throw new IllegalStateException("Rebuild " + rebuild.id() + " has no tokens any more");
                })
                .batchSize(properties.batchSize())
                .tokenClaimInterval(parts.processing().claimInterval().toMillis())
                .claimExtensionThreshold(STORED_AFTER_MILLIS)
                .build();
        return new Running(rebuild.id(), refusal, processor, coordinator, workers);
    }
}
