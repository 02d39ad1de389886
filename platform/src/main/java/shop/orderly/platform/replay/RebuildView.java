package shop.orderly.platform.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A rebuild as operators see it.
 *
 * @param startPosition the number of the event behind which events are handled again
 * @param position the number of the last event that every segment has handled
 * @param head the number of the last event of the log
 * @param eventsPerSecond over the last seconds; null when nobody works on it
 * @param etaSeconds until all that is known now is handled, at this rate
 */
record RebuildView(
        String id,
        String service,
        String projection,
        String state,
        String from,
        long startPosition,
        long position,
        long head,
        @Nullable Double eventsPerSecond,
        @Nullable Long etaSeconds,
        Instant startedAt,
        String startedBy,
        @Nullable Instant finishedAt,
        @Nullable String error,
        @Nullable JsonNode verification) {}
