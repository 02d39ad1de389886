package shop.orderly.platform.eventstore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of the log, without gaps: each is read and decoded once, however many processors follow the log.
 * Whoever is further behind reads from the database.
 */
final class RecentEvents {

    private static final int MOST_EVENTS = 2_000;
    private static final long MOST_BYTES = 8_000_000;

    private final Deque<Page> pages = new ArrayDeque<>(); // guarded by this
    private @Nullable CommitOrderToken begin; // guarded by this: what is kept lies behind it
    private @Nullable CommitOrderToken end; // guarded by this
    private int events; // guarded by this
    private long bytes; // guarded by this

    /** Some events in a row, in commit order. */
    static final class Page {

        private final List<StoredEvent> rows;
        private @Nullable List<TrackedEventMessage<?>> decoded; // guarded by this

        private Page(List<StoredEvent> rows) {
            this.rows = rows;
        }

        List<StoredEvent> rows() {
            return rows;
        }

        CommitOrderToken end() {
            return rows.getLast().place();
        }

        /** @param decode makes events of rows; what it throws is thrown on, and it is asked again the next time */
        synchronized List<TrackedEventMessage<?>> decoded(
                Function<List<StoredEvent>, List<TrackedEventMessage<?>>> decode) {
            var known = decoded;
            if (known == null) {
                known = decode.apply(rows);
                decoded = known;
            }
            return known;
        }

        private long bytes() {
            return rows.stream()
                    .mapToLong(row -> row.payload().length + row.metadata().length)
                    .sum();
        }
    }

    /** Forgets everything; what comes next lies directly behind this place. */
    synchronized void beginAt(CommitOrderToken place) {
        pages.clear();
        events = 0;
        bytes = 0;
        begin = place;
        end = place;
    }

    /** @param rows all events behind the last ones that are known, in commit order; not empty */
    synchronized void add(List<StoredEvent> rows) {
        var page = new Page(rows);
        pages.addLast(page);
        end = page.end();
        events += rows.size();
        bytes += page.bytes();
        while (pages.size() > 1 && (events > MOST_EVENTS || bytes > MOST_BYTES)) {
            var oldest = pages.removeFirst();
            begin = oldest.end();
            events -= oldest.rows.size();
            bytes -= oldest.bytes();
        }
    }

    /** The last event that is known to be readable; empty before the beginning. */
    synchronized Optional<CommitOrderToken> end() {
        return Optional.ofNullable(end);
    }

    /** All that is known behind a place, which may lie within the first page; empty if that reaches further back. */
    synchronized Optional<List<Page>> after(CommitOrderToken place) {
        if (begin == null || place.compareTo(begin) < 0) {
            return Optional.empty();
        }
        var newer = new ArrayList<Page>();
        for (var newest = pages.descendingIterator(); newest.hasNext(); ) {
            var page = newest.next();
            if (page.end().compareTo(place) <= 0) {
                break;
            }
            newer.addFirst(page);
        }
        return Optional.of(newer);
    }
}
