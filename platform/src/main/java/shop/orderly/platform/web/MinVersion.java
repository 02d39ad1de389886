package shop.orderly.platform.web;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import shop.orderly.platform.processing.RowChanges;

/** Read your writes: waits up to two seconds until a read model has caught up with a version that a write answered. */
public final class MinVersion {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final RowChanges rows;

    MinVersion(RowChanges rows) {
        this.rows = rows;
    }

    /** For a service without projections, and for tests of an endpoint alone: never waits. */
    static MinVersion withoutWaiting() {
        return new MinVersion(new RowChanges() {
            @Override
            public <T> Optional<T> await(Duration limit, Supplier<Optional<T>> read) {
                return read.get();
            }
        });
    }

    /**
     * Reads a view that is at least as new as asked for.
     *
     * @param minVersion the version that the caller has seen; null reads once, as it is
     * @throws NotYetVisibleException if the view is still older, or absent, after two seconds: answers 503 and
     *     {@code Retry-After}
     */
    public <V> Optional<V> atLeast(@Nullable Long minVersion, Supplier<Optional<V>> read, ToLongFunction<V> version) {
        if (minVersion == null) {
            return read.get();
        }
        var wanted = (long) minVersion;
        var seen = rows.await(LIMIT, () -> read.get().filter(view -> version.applyAsLong(view) >= wanted));
        if (seen.isEmpty()) {
            throw new NotYetVisibleException(wanted);
        }
        return seen;
    }
}
