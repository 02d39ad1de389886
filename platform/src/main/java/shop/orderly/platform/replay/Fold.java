package shop.orderly.platform.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.deadletters.DiscardedEvents;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.eventstore.PostgresEventStore;
import shop.orderly.platform.processing.GroupHandlers;
import shop.orderly.platform.processing.GroupPlaces;
import shop.orderly.platform.processing.RowTarget;

/** Handles events in the order of the log, one statement at a time, on one thread, as simply as it can be done. */
final class Fold {

    private static final int PER_TRANSACTION = 100;

    private final PostgresEventStore events;
    private final GroupHandlers handlers;
    private final DiscardedEvents discarded;
    private final TransactionManager transactions;
    private final ObjectProvider<EventProcessingConfiguration> processing;

    Fold(
            PostgresEventStore events,
            GroupHandlers handlers,
            DiscardedEvents discarded,
            TransactionManager transactions,
            ObjectProvider<EventProcessingConfiguration> processing) {
        this.events = events;
        this.handlers = handlers;
        this.discarded = discarded;
        this.transactions = transactions;
        this.processing = processing;
    }

    /** How many events the log has behind a place. */
    static long count(JdbcClient jdbc, CommitOrderToken start) {
        return jdbc.sql("SELECT count(*) FROM domain_event WHERE (era, transaction_id, global_index) > (?, ?::xid8, ?)")
                .params(start.era(), Long.toUnsignedString(start.transactionId()), start.globalIndex())
                .query(Long.class)
                .single();
    }

    /**
     * What was done.
     *
     * @param events how many events were handled
     * @param passedOver how many of the events that the rebuild has met are discarded, in the sample or not
     */
    record Done(long events, long passedOver) {}

    /**
     * Folds into the tables of the check what each segment of the rebuild has handled.
     *
     * @param oneIn takes every sequence (1), or one of so many, always the same ones
     */
    Done run(
            Projection projection,
            Rebuild rebuild,
            List<GroupPlaces.Stored> stored,
            long oneIn,
            BooleanSupplier wanted) {
        var invoker = handlers.into(new RowTarget(
                projection.group(), projection.checking(), new Redirect(projection, Projection.Version.CHECK), true));
        var ends = ends(stored);
        var last = ends.values().stream().max(Comparator.naturalOrder()).orElse(rebuild.start());
        var batch = new ArrayList<TrackedEventMessage<?>>();
        var givenUp = discarded.of(projection.group());
        var handled = 0L;
        var passedOver = 0L;
        try (var stream = events.openStream(rebuild.start())) {
            while (wanted.getAsBoolean() && stream.hasNextAvailable(0, TimeUnit.SECONDS)) {
                var event = stream.nextAvailable();
                var place = (CommitOrderToken) event.trackingToken();
                if (place.compareTo(last) > 0) {
                    break;
                }
                if (givenUp.contains(event.getIdentifier())) {
                    passedOver += isCovered(event, invoker, ends) ? 1 : 0;
                } else if (isInSample(projection, event, oneIn) && isCovered(event, invoker, ends)) {
                    batch.add(asReplayed(event, last));
                    handled++;
                }
                if (batch.size() == PER_TRANSACTION) {
                    handle(batch, invoker);
                    batch.clear();
                }
            }
            handle(batch, invoker);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while folding " + projection.group(), e);
        }
        return new Done(handled, passedOver);
    }

    private boolean isInSample(Projection projection, TrackedEventMessage<?> event, long oneIn) {
        if (oneIn == 1) {
            return true;
        }
        var sequence =
                processing.getObject().sequencingPolicy(projection.group()).getSequenceIdentifierFor(event);
        var name = sequence == null ? event.getIdentifier() : sequence.toString();
        // Spread once more: segments are chosen by the plain hash.
        return Math.floorMod((name.hashCode() * 0x9E3779B1L) >>> 7, oneIn) == 0;
    }

    private static boolean isCovered(
            TrackedEventMessage<?> event, EventHandlerInvoker invoker, Map<Segment, CommitOrderToken> ends) {
        for (var end : ends.entrySet()) {
            if (invoker.canHandle(event, end.getKey())) {
                return end.getValue().covers(event.trackingToken());
            }
        }
        return false;
    }

    /** Handlers that ask whether they see an event again are told the same as in the rebuild. */
    private static TrackedEventMessage<?> asReplayed(TrackedEventMessage<?> event, CommitOrderToken last) {
        return event.withTrackingToken(ReplayToken.createReplayToken(last, event.trackingToken()));
    }

    private static Map<Segment, CommitOrderToken> ends(List<GroupPlaces.Stored> stored) {
        var numbers = stored.stream().mapToInt(GroupPlaces.Stored::segment).toArray();
        var ends = new HashMap<Segment, CommitOrderToken>();
        stored.forEach(segment -> ends.put(Segment.computeSegment(segment.segment(), numbers), segment.place()));
        return ends;
    }

    private void handle(List<TrackedEventMessage<?>> batch, EventHandlerInvoker invoker) {
        if (batch.isEmpty()) {
            return;
        }
        var unit = new BatchingUnitOfWork<EventMessage<?>>(List.copyOf(batch));
        unit.attachTransaction(transactions);
        var result = unit.executeWithResult(
                () -> {
                    invoker.handle(unit.getMessage(), Segment.ROOT_SEGMENT);
                    return null;
                },
                RollbackConfigurationType.ANY_THROWABLE);
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException("An event cannot be folded", result.exceptionResult());
        }
    }
}
