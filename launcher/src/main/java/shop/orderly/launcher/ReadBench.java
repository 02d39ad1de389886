package shop.orderly.launcher;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import shop.orderly.launcher.client.Problem;

/**
 * Reads products at a fixed rate, however long answers take. Each read is timed from the moment it was due, so that a
 * pause of the system is felt by all that were due during it.
 */
final class ReadBench {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Shopper shopper;
    private final List<String> products;

    ReadBench(Shopper shopper) {
        this.shopper = shopper;
        products = shopper.client()
                .get(shopper.api() + "/products?limit=100")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(product -> product.path("id").asString())
                .toList();
        if (products.isEmpty()) {
            throw new Problem("There is no product to read: offer one first.");
        }
    }

    /** @param perSecond reads due in a second */
    String measure(int perSecond, Duration length) {
        var count = Math.toIntExact(length.toSeconds() * perSecond);
        var nanos = new long[count];
        var failed = new AtomicInteger();
        var start = System.nanoTime();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < count; i++) {
                var number = i;
                var due = start + number * SECOND / perSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                workers.execute(() -> {
                    if (!isRead(products.get(number % products.size()))) {
                        failed.incrementAndGet();
                    }
                    nanos[number] = System.nanoTime() - due;
                });
            }
        }
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%d reads, %d a second: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms, failed %d",
                count,
                perSecond,
                BenchCommand.percentile(nanos, 50),
                BenchCommand.percentile(nanos, 90),
                BenchCommand.percentile(nanos, 99),
                BenchCommand.percentile(nanos, 100),
                failed.get());
    }

    private boolean isRead(String product) {
        try {
            return shopper.client().get(shopper.api() + "/products/" + product).status() == 200;
        } catch (Problem noAnswer) {
            return false;
        }
    }
}
