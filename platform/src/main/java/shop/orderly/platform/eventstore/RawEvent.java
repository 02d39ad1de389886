package shop.orderly.platform.eventstore;

import java.time.Instant;
import java.util.Map;

/**
 * An event of another service as it came: named, but not read.
 *
 * @param eventId the id its publisher gave it, by which a repeat is recognised
 * @param aggregateType the kind of thing it is about, {@code Product}
 * @param aggregateId the thing it is about
 * @param sequence its place among the events about that thing, from 0
 * @param type its logical name, {@code product.created}
 * @param revision the revision of its JSON, from 1
 * @param json its payload
 * @param metadata what travels beside it: {@code traceparent}, {@code correlationId}, {@code traceId}, {@code actor}
 * @param timestamp when it happened, at its publisher
 */
public record RawEvent(
        String eventId,
        String aggregateType,
        String aggregateId,
        long sequence,
        String type,
        int revision,
        String json,
        Map<String, String> metadata,
        Instant timestamp) {

    public RawEvent {
        metadata = Map.copyOf(metadata);
    }
}
