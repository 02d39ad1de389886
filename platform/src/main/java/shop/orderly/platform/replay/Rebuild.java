package shop.orderly.platform.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.orderly.platform.eventstore.CommitOrderToken;

/**
 * One rebuild of a projection, as its row says.
 *
 * @param fromEmpty whether the new rows begin from nothing, or as a copy of the live ones
 * @param start behind which the events are handled again
 * @param head the number of the last event when it was asked for
 * @param verification what the comparison found, as JSON
 * @param prepared whether tables and tokens are there
 * @param indexed whether the indexes that readers need are there
 */
record Rebuild(
        String id,
        String projection,
        RebuildState state,
        String from,
        boolean fromEmpty,
        CommitOrderToken start,
        long head,
        Instant startedAt,
        String startedBy,
        @Nullable Instant finishedAt,
        @Nullable String error,
        @Nullable String verification,
        boolean prepared,
        boolean indexed) {}
