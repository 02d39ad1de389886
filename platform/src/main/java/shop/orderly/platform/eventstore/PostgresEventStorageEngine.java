package shop.orderly.platform.eventstore;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.common.AxonConfigurationException;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Keeps events in Postgres in the order in which their transactions began to write, and shows them only when nothing can
 * come before them any more: what a reader has passed stays passed, and nothing is skipped (docs/adr/0003).
 *
 * <p>An append takes part in the current Spring transaction. It is refused with {@link ConcurrencyException} (or
 * {@link AggregateStreamCreationException} for a first event) if another transaction was faster, and also if its events
 * would sort before their predecessors; the command has to be repeated in a new transaction.
 */
public final class PostgresEventStorageEngine extends BatchingEventStorageEngine {

    private final EventLog log;
    private final EventLogListener listener;
    private final SnapshotTable snapshots;
    private final EventTypes eventTypes;

    private PostgresEventStorageEngine(
            Builder builder, EventLog log, EventLogListener listener, SnapshotTable snapshots, EventTypes eventTypes) {
        super(builder);
        this.log = log;
        this.listener = listener;
        this.snapshots = snapshots;
        this.eventTypes = eventTypes;
    }

    /** How events and snapshots are written and which of them are read. */
    record Reading(
            Serializer eventSerializer,
            Serializer snapshotSerializer,
            EventUpcaster upcasters,
            SnapshotFilter snapshotFilter) {}

    static PostgresEventStorageEngine create(
            EventLog log, EventLogListener listener, SnapshotTable snapshots, EventTypes eventTypes, Reading reading) {
        var builder = new Builder();
        builder.eventSerializer(reading.eventSerializer())
                .snapshotSerializer(reading.snapshotSerializer())
                .upcasterChain(reading.upcasters())
                .snapshotFilter(reading.snapshotFilter());
        return new PostgresEventStorageEngine(builder, log, listener, snapshots, eventTypes);
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        var rows = events.stream().map(event -> row(event, serializer)).toList();
        EventLog.Appended appended;
        try {
            appended = log.append(rows);
        } catch (DataAccessException e) {
            throw explain(e, rows);
        }
        if (appended.count() < rows.size()) {
            throw new ConcurrencyException("Another transaction that began later has committed to "
                    + rows.getFirst().aggregateId() + " already; repeat the command");
        }
        listener.appended(appended.transactionId());
    }

    /** The next events behind a place, at most so many. */
    List<StoredEvent> readAfter(CommitOrderToken place, int limit) {
        return log.readAfter(place, limit);
    }

    /** Turns rows into events; upcasters may make more or fewer of them. */
    List<TrackedEventMessage<?>> decode(List<StoredEvent> rows) {
        return EventUtils.upcastAndDeserializeTrackedEvents(
                        rows.stream().map(StoredEvent::asTrackedEvent), getEventSerializer(), upcasterChain)
                .toList();
    }

    static CommitOrderToken placeOf(@Nullable TrackingToken token) {
        return switch (token == null ? null : WrappedToken.unwrapLowerBound(token)) {
            case null -> CommitOrderToken.START;
            case CommitOrderToken place -> place;
            case TrackingToken other -> throw new IllegalArgumentException("Not a place in this log: " + other);
        };
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken lastToken, int batchSize) {
        return readAfter(placeOf(lastToken), batchSize).stream()
                .map(StoredEvent::asTrackedEvent)
                .toList();
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(
            String aggregateIdentifier, long firstSequenceNumber, int batchSize) {
        return log.readAggregate(aggregateIdentifier, firstSequenceNumber, batchSize).stream()
                .map(StoredEvent::asDomainEvent)
                .toList();
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        snapshots.store(snapshot, serializer);
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return snapshots.read(aggregateIdentifier).filter(this::isReadable).stream();
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        return log.lastSequence(aggregateIdentifier);
    }

    @Override
    public CommitOrderToken createTailToken() {
        return CommitOrderToken.START;
    }

    @Override
    public CommitOrderToken createHeadToken() {
        return log.end();
    }

    @Override
    public CommitOrderToken createTokenAt(Instant dateTime) {
        return log.placeAt(dateTime);
    }

    /** A snapshot of a class that is gone, or has another revision than the class now, is passed over. */
    private boolean isReadable(DomainEventData<byte[]> snapshot) {
        var stored = snapshot.getPayload().getType();
        var type = getSnapshotSerializer().classForType(stored);
        return getSnapshotSerializer().typeForClass(type).equals(stored);
    }

    private StoredEvent row(EventMessage<?> event, Serializer serializer) {
        if (!eventTypes.contains(event.getPayloadType())) {
            throw new EventStoreException(event.getPayloadType().getName()
                    + " is not among this service's event types: add its family to the EventTypes bean");
        }
        var payload = event.serializePayload(serializer, byte[].class);
        var metadata = event.serializeMetaData(serializer, byte[].class);
        var ofAggregate = event instanceof DomainEventMessage<?> domain ? domain : null;
        return new StoredEvent(
                CommitOrderToken.START,
                ofAggregate == null ? null : ofAggregate.getType(),
                ofAggregate == null ? event.getIdentifier() : ofAggregate.getAggregateIdentifier(),
                ofAggregate == null ? 0 : ofAggregate.getSequenceNumber(),
                event.getIdentifier(),
                payload.getType().getName(),
                Integer.parseInt(payload.getType().getRevision()),
                payload.getData(),
                metadata.getData(),
                event.getTimestamp());
    }

    private static RuntimeException explain(DataAccessException failure, List<StoredEvent> rows) {
        var subject = rows.getFirst().aggregateId();
        return switch (SqlFailure.of(failure)) {
            case DUPLICATE ->
                rows.stream().anyMatch(row -> row.sequence() == 0)
                        ? new AggregateStreamCreationException(subject + " exists already", failure)
                        : new ConcurrencyException("Somebody else has changed " + subject, failure);
            case CONFLICT -> new ConcurrencyException("Somebody else is changing " + subject, failure);
            case OTHER -> new EventStoreException("Cannot append events of " + subject, failure);
        };
    }

    /** What kind of failure Postgres reported. */
    enum SqlFailure {
        /** A unique constraint was violated. */
        DUPLICATE,
        /** A deadlock or a serialization failure: to be repeated. */
        CONFLICT,
        OTHER;

        static SqlFailure of(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                    return switch (sql.getSQLState()) {
                        case "23505" -> DUPLICATE;
                        case "40001", "40P01" -> CONFLICT;
                        default -> OTHER;
                    };
                }
            }
            return OTHER;
        }
    }

    private static final class Builder extends BatchingEventStorageEngine.Builder {

        @Override
        protected void validate() throws AxonConfigurationException {
            super.validate();
        }
    }
}
