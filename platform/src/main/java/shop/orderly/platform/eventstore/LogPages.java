package shop.orderly.platform.eventstore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * A long history, page by page, for those who handle it side by side: each page is read and decoded once, and the next one
 * while they handle it. Whoever falls far behind the others reads for himself.
 */
public final class LogPages implements AutoCloseable {

    /** Pages that are kept for whoever comes later. */
    private static final int KEPT = 4;

    private final PostgresEventStorageEngine engine;
    private final EventLogListener listener;
    private final int size;
    private final ExecutorService reader;
    private final Deque<Reading> readings = new ArrayDeque<>(); // guarded by this

    LogPages(PostgresEventStorageEngine engine, EventLogListener listener, String name, int size) {
        this.engine = engine;
        this.listener = listener;
        this.size = size;
        this.reader =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
    }

    /**
     * Events in a row, in commit order.
     *
     * @param events those behind the place that was asked for; upcasters may have made more or fewer of what is stored
     * @param end the last place that was read, which is what was asked for if there was nothing behind it
     */
    public record Page(List<TrackedEventMessage<?>> events, CommitOrderToken end) {}

    private record Whole(
            CommitOrderToken begin, CommitOrderToken end, List<TrackedEventMessage<?>> events, boolean full) {

        Page behind(CommitOrderToken place) {
            return place.equals(begin)
                    ? new Page(events, end)
                    : new Page(
                            events.stream()
                                    .filter(event -> PostgresEventStorageEngine.placeOf(event.trackingToken())
                                                    .compareTo(place)
                                            > 0)
                                    .toList(),
                            end);
        }
    }

    private record Reading(CommitOrderToken begin, FutureTask<Whole> task) {

        boolean leadsOnFrom(CommitOrderToken place) {
            if (begin.equals(place)) {
                return true;
            }
            return task.state() == FutureTask.State.SUCCESS
                    && begin.compareTo(place) < 0
                    && task.resultNow().end().compareTo(place) > 0;
        }

        /** What was not full may be so by now, and what failed may not fail again. */
        boolean isOfUse() {
            return switch (task.state()) {
                case RUNNING -> true;
                case SUCCESS -> task.resultNow().full();
                case FAILED, CANCELLED -> false;
            };
        }
    }

    /**
     * The next events behind a place.
     *
     * @param limit how long to wait if there are none yet
     * @throws IllegalStateException if the log cannot be read
     */
    public Page after(CommitOrderToken place, Duration limit) throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            var seen = listener.generation();
            var page = whole(place);
            var left = deadline - System.nanoTime();
            if (!page.end().equals(place) || left <= 0) {
                return page.behind(place);
            }
            listener.awaitBeyond(seen, left);
        }
    }

    @Override
    public void close() {
        reader.shutdown();
    }

    private Whole whole(CommitOrderToken place) throws InterruptedException {
        try {
            var page = reading(place).task().get();
            if (page.full()) {
                reading(page.end());
            }
            return page;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException("The event log cannot be read", e.getCause());
        }
    }

    private synchronized Reading reading(CommitOrderToken place) {
        readings.removeIf(reading -> !reading.isOfUse());
        var present = find(place);
        if (present != null) {
            return present;
        }
        var started = new Reading(place, new FutureTask<>(() -> read(place)));
        readings.addLast(started);
        if (readings.size() > KEPT) {
            readings.removeFirst();
        }
        reader.execute(started.task());
        return started;
    }

    private @Nullable Reading find(CommitOrderToken place) {
        for (var reading : readings) {
            if (reading.leadsOnFrom(place)) {
                return reading;
            }
        }
        return null;
    }

    private Whole read(CommitOrderToken place) {
        var rows = engine.readAfter(place, size);
        return rows.isEmpty()
                ? new Whole(place, place, List.of(), false)
                : new Whole(place, rows.getLast().place(), engine.decode(rows), rows.size() == size);
    }
}
