package shop.orderly.platform.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log from a place onwards, and calls back when there is something new. The newest events are at hand; older ones
 * come from the database, the more at once the further behind.
 */
final class TailingEventStream implements TrackingEventStream {

    private static final int SMALLEST_PAGE = 200;
    private static final int LARGEST_PAGE = 2_000;

    private final PostgresEventStorageEngine engine;
    private final EventLogListener listener;
    private final Deque<TrackedEventMessage<?>> fetched = new ArrayDeque<>();
    private CommitOrderToken place;
    private int page = SMALLEST_PAGE;
    private boolean more = true;
    private long seen = -1;
    private @Nullable Runnable callback;

    TailingEventStream(PostgresEventStorageEngine engine, EventLogListener listener, CommitOrderToken place) {
        this.engine = engine;
        this.listener = listener;
        this.place = place;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return fill() ? Optional.of(fetched.element()) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        var deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!fill()) {
            var left = deadline - System.nanoTime();
            if (left <= 0 || !listener.awaitBeyond(seen, left)) {
                return fill();
            }
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!fill()) {
            listener.awaitBeyond(seen, TimeUnit.SECONDS.toNanos(1));
        }
        return fetched.remove();
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        close();
        this.callback = callback;
        listener.register(callback);
        return true;
    }

    @Override
    public void close() {
        var registered = callback;
        if (registered != null) {
            listener.unregister(registered);
        }
    }

    private boolean fill() {
        while (fetched.isEmpty()) {
            var now = listener.generation();
            if (!more && now == seen) {
                return false;
            }
            var recent = listener.recent().after(place);
            seen = now;
            if (recent.isPresent() ? !take(recent.get()) : !read()) {
                return false;
            }
        }
        return true;
    }

    /** Whether there was anything; what upcasters leave of it may be nothing. */
    private boolean take(List<RecentEvents.Page> pages) {
        more = false;
        for (var page : pages) {
            for (var event : page.decoded(engine::decode)) {
                if (PostgresEventStorageEngine.placeOf(event.trackingToken()).compareTo(place) > 0) {
                    fetched.add(event);
                }
            }
            place = page.end();
        }
        return !pages.isEmpty();
    }

    private boolean read() {
        var rows = engine.readAfter(place, page);
        more = rows.size() == page;
        page = more ? Math.min(2 * page, LARGEST_PAGE) : SMALLEST_PAGE;
        if (rows.isEmpty()) {
            return false;
        }
        fetched.addAll(engine.decode(rows));
        place = rows.getLast().place();
        return true;
    }
}
