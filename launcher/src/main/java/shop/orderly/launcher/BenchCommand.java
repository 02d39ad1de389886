package shop.orderly.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shop.orderly.launcher.client.Home;
import shop.orderly.launcher.client.Problem;

@Command(name = "bench", hidden = true, description = "Measures a running stack.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            description =
                    "orders: from POST to CONFIRMED, one after another. flood: many at once, their ids to --out."
                            + " logins: one after another. grpc: what identity costs a call between services; needs no running stack."
                            + " reads: products, --rate a second for --seconds. history: gives product-query --count old events.")
    private String what = "orders";

    @Option(names = "--out", description = "Where flood writes the id of every order that was accepted.")
    private Path out = Path.of("accepted-orders.txt");

    @Option(names = "--count", description = "How many; default ${DEFAULT-VALUE}.")
    private int count = 500;

    @Option(names = "--warm-up", description = "How many before that do not count; default ${DEFAULT-VALUE}.")
    private int warmUp = 50;

    @Option(names = "--rate", description = "Reads a second; default ${DEFAULT-VALUE}.")
    private int rate = 50;

    @Option(names = "--seconds", description = "How long reads are measured; default ${DEFAULT-VALUE}.")
    private int seconds = 30;

    @Option(names = "--base", description = "The gateway; default the local stack's.")
    private @Nullable String base;

    @Override
    public Integer call() throws Exception {
        if (what.equals("grpc")) {
            identity();
            return 0;
        }
        if (what.equals("history")) {
            HistoryBench.append(Ports.configured(System.getenv()), DataFolder.secretsOf(Home.folder()), count);
            return 0;
        }
        var door = base == null ? Ports.configured(System.getenv()).url(Shop.GATEWAY) : base;
        var shopper = Shopper.named(door, "bench" + Long.toString(System.nanoTime(), 36));
        if (what.equals("logins")) {
            measure(what, () -> loggedIn(door, shopper.name()));
            return 0;
        }
        if (what.equals("reads")) {
            System.out.println(new ReadBench(shopper).measure(rate, Duration.ofSeconds(seconds)));
            return 0;
        }
        var product = shopper.offers("Pencil", "0.5", Math.min(10_000, 2 * (count + warmUp)));
        shopper.seesAvailable(product, Math.min(10_000, 2 * (count + warmUp)));
        switch (what) {
            case "orders" -> measure("orders, POST to CONFIRMED", () -> placed(shopper, product));
            case "flood" -> flood(shopper, product);
            default ->
                throw new Problem("There is no benchmark called '" + what
                        + "'; try orders, flood, logins, reads, history or grpc.");
        }
        return 0;
    }

    private void identity() throws Exception {
        try (var bench = new GrpcBench(DataFolder.certificates(Home.folder()))) {
            for (var callers : List.of(1, 8)) {
                System.out.println(bench.compare(callers, 4 * count / callers));
            }
        }
    }

    /** Every kind of payment, eight at a time; an order counts as accepted once its 2xx was read. */
    private void flood(Shopper shopper, String product) throws IOException {
        var methods = List.of("tok_ok", "tok_ok", "tok_declined", "tok_slow_1000", "tok_unavailable", "tok_timeout");
        try (var file = Files.newBufferedWriter(out);
                var workers = Executors.newFixedThreadPool(8)) {
            for (var i = 0; i < count; i++) {
                var method = methods.get(i % methods.size());
                workers.execute(() -> {
                    try {
                        note(
                                file,
                                shopper.orders(product, 1, method).expect(202).field("id"));
                    } catch (Problem e) {
                        // The stack was shot: what it did not accept does not count.
                    }
                });
            }
        }
        System.out.println(Files.readAllLines(out).size() + " of " + count + " orders were accepted");
    }

    private static void note(Writer file, String id) {
        synchronized (file) {
            try {
                file.write(id + "\n");
                file.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @param one does it once and answers how many nanoseconds that took */
    private void measure(String name, LongSupplier one) {
        for (var i = 0; i < warmUp; i++) {
            var unused = one.getAsLong();
        }
        var nanos = new long[count];
        for (var i = 0; i < count; i++) {
            nanos[i] = one.getAsLong();
        }
        Arrays.sort(nanos);
        System.out.println(String.format(
                Locale.ROOT,
                "%d %s, one after another: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, max %.0f ms",
                count,
                name,
                percentile(nanos, 50),
                percentile(nanos, 90),
                percentile(nanos, 99),
                percentile(nanos, 100)));
    }

    private static long loggedIn(String door, String name) {
        var start = System.nanoTime();
        Shopper.knownAs(door, name, "secret123");
        return System.nanoTime() - start;
    }

    private static long placed(Shopper shopper, String product) {
        var start = System.nanoTime();
        var answer = shopper.orders(product, 1, "tok_ok", "Prefer", "wait=10").expect(200, 202);
        if (!answer.field("status").equals("CONFIRMED")) {
            shopper.sees(answer.field("id"), "CONFIRMED");
        }
        return System.nanoTime() - start;
    }

    static double percentile(long[] sorted, int percent) {
        var rank = (int) Math.ceil(percent / 100.0 * sorted.length) - 1;
        return Duration.ofNanos(sorted[Math.max(0, rank)]).toNanos() / 1e6;
    }
}
