package shop.orderly.platform.deadletters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One parked event.
 *
 * @param processor the processing group that could not handle it; {@code inbox} for a Kafka record that was not taken in
 * @param sequence what it and all later letters of one matter are parked under, in order
 * @param size letters of the sequence
 * @param eventType the logical name; null if a record does not say it
 * @param revision of the payload as it was stored
 * @param sequenceNumber its place among the events of its stream, from 0
 * @param causeType the class of the failure; null for a letter that only waits for those before it
 * @param payload the event's JSON as text; what is no text is shown in Base64
 */
record DeadLetter(
        String processor,
        String sequence,
        long size,
        String eventId,
        @Nullable String eventType,
        @Nullable String revision,
        @Nullable String aggregateId,
        @Nullable Long sequenceNumber,
        @Nullable String causeType,
        @Nullable String causeMessage,
        Instant enqueuedAt,
        @Nullable Instant lastTouched,
        @Nullable String payload) {}
