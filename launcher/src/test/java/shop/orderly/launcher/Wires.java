package shop.orderly.launcher;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import shop.orderly.launcher.client.Problem;

/** Many requests, a few at a time, each worker on connections of its own. */
final class Wires {
    private static final int WORKERS = 8;

    private Wires() {}

    /** Does each of them in turn. The first failure of a worker is thrown. */
    static <T> void each(List<T> work, BiConsumer<T, IntFunction<Wire>> send) {
        var queue = new ConcurrentLinkedQueue<>(work);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = java.util.stream.IntStream.range(0, WORKERS)
                    .<Future<?>>mapToObj(n -> workers.submit(() -> drain(queue, send)))
                    .toList();
            for (var worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted", e);
        }
    }

    private static <T> void drain(ConcurrentLinkedQueue<T> queue, BiConsumer<T, IntFunction<Wire>> send) {
        Map<Integer, Wire> wires = new HashMap<>();
        try {
            for (var next = queue.poll(); next != null; next = queue.poll()) {
                send.accept(next, port -> wires.computeIfAbsent(port, Wire::new));
            }
        } finally {
            wires.values().forEach(Wire::close);
        }
    }
}
