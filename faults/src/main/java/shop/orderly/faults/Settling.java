package shop.orderly.faults;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import shop.orderly.launcher.Machine;

/** Watches, beside everything else, how long the orders that a fault found under way take to come to their end. */
final class Settling implements AutoCloseable {
    /** An order takes seconds, and one whose provider is silent as long as it may; what is older has settled before. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(2);

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final String SETTLED =
            "SELECT order_id FROM orders.order_view WHERE order_id = ANY (?) AND NOT unfinished";

    private final Cluster cluster;
    private final OperationLog log;
    private final Load load;
    private final AtomicBoolean isAway = new AtomicBoolean();
    private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();

    Settling(Cluster cluster, OperationLog log, Load load) {
        this.cluster = cluster;
        this.log = log;
        this.load = load;
    }

    /**
     * Begins to watch.
     *
     * @param heal when the fault was healed, on the load's clock
     * @return milliseconds until all of them had come to their end; null if they never did within the limit
     */
    Future<@Nullable Long> since(long heal) {
        var left = log.acceptedBetween(heal - UNDER_WAY.toMillis(), heal);
        var began = System.nanoTime();
        return watchers.submit(() -> {
            var end = began + LIMIT.toNanos();
            watch(left, end);
            while (!left.isEmpty() && System.nanoTime() < end) {
                Waiting.pause(LOOK_AGAIN);
                watch(left, end);
            }
            return left.isEmpty() ? (System.nanoTime() - began) / 1_000_000 : null;
        });
    }

    /** Takes away what has settled, until nothing is left, time is up or the database is away. */
    private void watch(Set<String> left, long end) {
        var login = cluster.machine()
                .reader(
                        cluster.postgres().port(),
                        Objects.requireNonNull(Machine.databases().get("order-saga")));
        try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                var statement = connection.prepareStatement(SETTLED)) {
            while (!left.isEmpty() && System.nanoTime() < end) {
                statement.setArray(1, connection.createArrayOf("text", left.toArray()));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        left.remove(rows.getString(1));
                    }
                }
                isAway.set(false);
                if (!left.isEmpty()) {
                    Waiting.pause(LOOK_AGAIN);
                }
            }
        } catch (SQLException notNow) {
            // Another fault has taken the database away; it is asked again until the limit.
            if (isAway.compareAndSet(false, true)) {
                Progress.say(load.now(), "cannot ask how orders are: " + notNow.getMessage());
            }
        }
    }

    /** Waits for those who watch. */
    @Override
    public void close() {
        watchers.close();
    }
}
