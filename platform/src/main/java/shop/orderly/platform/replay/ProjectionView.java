package shop.orderly.platform.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A processing group as operators see it.
 *
 * @param kind projection, saga, outbox or process
 * @param position the number of the last event that every segment has handled
 * @param head the number of the last event of the log
 * @param lagEvents stored events that it has not handled, at most 100000
 * @param lagSeconds the age of the oldest of them; 0 if there is none
 * @param failing segments that nobody works on, which is what a failed one is until it is tried again
 * @param deadLetters parked events
 * @param lastError what it failed of last on this replica, since it started
 */
record ProjectionView(
        String service,
        String name,
        String kind,
        boolean rebuildable,
        long position,
        long head,
        long lagEvents,
        long lagSeconds,
        List<SegmentView> segments,
        long failing,
        long deadLetters,
        @Nullable String lastError,
        @Nullable RebuildView rebuild) {

    /**
     * @param owner the replica that works on it
     * @param here whether that is the one that answers
     */
    record SegmentView(int segment, @Nullable String owner, boolean here, long position) {}
}
