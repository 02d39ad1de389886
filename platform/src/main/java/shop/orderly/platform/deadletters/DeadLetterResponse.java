package shop.orderly.platform.deadletters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The first letter of a sequence, without its payload. */
record DeadLetterResponse(
        String service,
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
        @Nullable Instant lastTouched) {

    static DeadLetterResponse of(String service, DeadLetter letter) {
        return new DeadLetterResponse(
                service,
                letter.processor(),
                letter.sequence(),
                letter.size(),
                letter.eventId(),
                letter.eventType(),
                letter.revision(),
                letter.aggregateId(),
                letter.sequenceNumber(),
                letter.causeType(),
                letter.causeMessage(),
                letter.enqueuedAt(),
                letter.lastTouched());
    }
}
