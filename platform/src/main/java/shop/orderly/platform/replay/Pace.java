package shop.orderly.platform.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.processing.GroupPlaces;

/** How fast rebuilds go, from where they stood in the last seconds, whichever replicas work on them. */
final class Pace {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final GroupPlaces places;
    private final Map<String, Deque<Sample>> samples = new ConcurrentHashMap<>();

    Pace(GroupPlaces places) {
        this.places = places;
    }

    private record Sample(long nanos, long position) {}

    void sample(String rebuild, Projection projection) {
        samples.keySet().removeIf(id -> !id.equals(rebuild) && isOld(id));
        var seen = samples.computeIfAbsent(rebuild, id -> new ArrayDeque<>());
        synchronized (seen) {
            var now = System.nanoTime();
            seen.addLast(new Sample(now, position(projection)));
            while (now - seen.getFirst().nanos() > WINDOW_NANOS) {
                seen.removeFirst();
            }
        }
    }

    /** The place of a rebuild's slowest segment. */
    long position(Projection projection) {
        return places.stored(projection.rebuilding()).stream()
                .map(GroupPlaces.Stored::place)
                .min(Comparator.naturalOrder())
                .map(CommitOrderToken::globalIndex)
                .orElse(0L);
    }

    /** Events per second; empty if nothing has been seen of it lately. */
    OptionalDouble of(String rebuild) {
        var seen = samples.get(rebuild);
        if (seen == null) {
            return OptionalDouble.empty();
        }
        synchronized (seen) {
            var first = seen.getFirst();
            var last = seen.getLast();
            var nanos = last.nanos() - first.nanos();
            return nanos <= 0 || System.nanoTime() - last.nanos() > WINDOW_NANOS
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((last.position() - first.position()) * 1e9 / nanos);
        }
    }

    private boolean isOld(String rebuild) {
        var seen = samples.get(rebuild);
        if (seen == null) {
            return true;
        }
        synchronized (seen) {
            return System.nanoTime() - seen.getLast().nanos() > WINDOW_NANOS;
        }
    }
}
