package shop.orderly.platform.eventstore;

import java.time.Instant;
import org.axonframework.eventhandling.AbstractEventEntry;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;

/** One row of the event log; its place is {@link CommitOrderToken#START} until it is stored. */
final class StoredEvent {

    /** Axon's entries keep the time as text, and read it back for whoever asks, or as an Instant cut to milliseconds. */
    private static final String UNUSED = "";

    private final CommitOrderToken place;
    private final @Nullable String aggregateType;
    private final String aggregateId;
    private final long sequence;
    private final String eventId;
    private final String type;
    private final int revision;
    private final byte[] payload;
    private final byte[] metadata;
    private final Instant timestamp;

    StoredEvent(
            CommitOrderToken place,
            @Nullable String aggregateType,
            String aggregateId,
            long sequence,
            String eventId,
            String type,
            int revision,
            byte[] payload,
            byte[] metadata,
            Instant timestamp) {
        this.place = place;
        this.aggregateType = aggregateType;
        this.aggregateId = aggregateId;
        this.sequence = sequence;
        this.eventId = eventId;
        this.type = type;
        this.revision = revision;
        this.payload = payload;
        this.metadata = metadata;
        this.timestamp = timestamp;
    }

    /** As one event of its aggregate's history. */
    DomainEventData<byte[]> asDomainEvent() {
        return new AggregateEvent(this);
    }

    /** As one event of the whole log. */
    TrackedEventData<byte[]> asTrackedEvent() {
        return aggregateType == null ? new PlainEvent(this) : new TrackedDomainEventData<>(place, asDomainEvent());
    }

    CommitOrderToken place() {
        return place;
    }

    @Nullable String aggregateType() {
        return aggregateType;
    }

    String aggregateId() {
        return aggregateId;
    }

    long sequence() {
        return sequence;
    }

    String eventId() {
        return eventId;
    }

    String type() {
        return type;
    }

    int revision() {
        return revision;
    }

    byte[] payload() {
        return payload;
    }

    byte[] metadata() {
        return metadata;
    }

    Instant timestamp() {
        return timestamp;
    }

    private SerializedObject<byte[]> streamPayload() {
        return new StreamPayload(payload, new SimpleSerializedType(type, String.valueOf(revision)), aggregateId);
    }

    /** An event of an aggregate's history. */
    private static final class AggregateEvent extends GenericDomainEventEntry<byte[]> {

        private final SerializedObject<byte[]> payload;
        private final Instant timestamp;

        AggregateEvent(StoredEvent event) {
            super(
                    event.aggregateType,
                    event.aggregateId,
                    event.sequence,
                    event.eventId,
                    UNUSED,
                    event.type,
                    String.valueOf(event.revision),
                    event.payload,
                    event.metadata);
            this.payload = event.streamPayload();
            this.timestamp = event.timestamp;
        }

        @Override
        public Instant getTimestamp() {
            return timestamp;
        }

        @Override
        public SerializedObject<byte[]> getPayload() {
            return payload;
        }
    }

    /** An event that belongs to no aggregate. */
    private static final class PlainEvent extends AbstractEventEntry<byte[]> implements TrackedEventData<byte[]> {

        private final TrackingToken place;
        private final SerializedObject<byte[]> payload;
        private final Instant timestamp;

        PlainEvent(StoredEvent event) {
            super(event.eventId, UNUSED, event.type, String.valueOf(event.revision), event.payload, event.metadata);
            this.place = event.place;
            this.payload = event.streamPayload();
            this.timestamp = event.timestamp;
        }

        @Override
        public Instant getTimestamp() {
            return timestamp;
        }

        @Override
        public SerializedObject<byte[]> getPayload() {
            return payload;
        }

        @Override
        public TrackingToken trackingToken() {
            return place;
        }
    }
}
