package shop.orderly.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures how long a rebuild of product-view takes, and what readers of one product feel of it. A tenth of the events are
 * products, a tenth open their stock, the rest are receipts. To be run by
 * name, with {@code -Dorderly.events=1000000} in the test's JVM; default 50000.
 */
class ProductViewRebuildMeasurement {

    private static final Logger LOG = LoggerFactory.getLogger(ProductViewRebuildMeasurement.class);
    private static final int EVENTS = Integer.getInteger("orderly.events", 50_000);
    private static final int PRODUCTS = EVENTS / 10;
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final EmbeddedDatabase database = EmbeddedDatabase.create("rebuild_measured");
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void measures() throws Exception {
        var settings = Stream.concat(
                        Stream.of(database.properties()),
                        Stream.of("orderly.service.kafka=false", "server.port=0", TestJwt.PROPERTY))
                .map("--"::concat)
                .toArray(String[]::new);
        try (var service = OrderlyService.run(ProductsApplication.class, "product-query", settings)) {
            var first = System.nanoTime();
            happen();
            caughtUp();
            LOG.info("Live rows built in {} s", seconds(first));
            jdbc.sql("VACUUM ANALYZE").update();
            var base = "http://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port");
            reads(base, during(Duration.ofSeconds(5)));
            var idle = reads(base, during(Duration.ofSeconds(15)));
            var busy = rebuild(base);
            report("idle", idle);
            report("during the rebuild", busy);
            assertThat(jdbc.sql("SELECT count(*) FROM products.product_view")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(PRODUCTS);
        }
    }

    private List<Long> rebuild(String base) throws Exception {
        var started = System.nanoTime();
        var path = base + "/ops/v1/projections/product-view/rebuilds";
        var rebuild = post(path);
        var ends = CompletableFuture.supplyAsync(() -> follow(path + "/" + rebuild.get("id"), started));
        var latencies = reads(base, () -> !ends.isDone());
        assertThat(ends.get(1, TimeUnit.SECONDS)).isEqualTo("done");
        LOG.info("{} events: done after {} s, {} events/s in all", EVENTS, seconds(started), EVENTS / seconds(started));
        return latencies;
    }

    private String follow(String uri, long started) {
        var states = new ArrayList<String>();
        return Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            var state = String.valueOf(get(uri).get("state"));
                            if (!states.contains(state)) {
                                states.add(state);
                                LOG.info("{} after {} s", state, seconds(started));
                            }
                            return state;
                        },
                        state -> List.of("done", "failed").contains(state));
    }

    private static BooleanSupplier during(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() < end;
    }

    /** Reads random products, 100 a second at most; the time of each in nanoseconds. */
    private List<Long> reads(String base, BooleanSupplier goOn) throws IOException, InterruptedException {
        var latencies = new ArrayList<Long>();
        while (goOn.getAsBoolean()) {
            var product = "p-" + (1 + ThreadLocalRandom.current().nextInt(PRODUCTS));
            var before = System.nanoTime();
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(base + "/api/v1/products/" + product))
                            .build(),
                    BodyHandlers.ofString());
            latencies.add(System.nanoTime() - before);
            assertThat(answer.statusCode()).isEqualTo(200);
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return latencies;
    }

    private static void report(String when, List<Long> latencies) {
        var sorted = latencies.stream().sorted().toList();
        LOG.info(
                "Reads {}: {}; p50 {} ms, p99 {} ms",
                when,
                sorted.size(),
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6);
    }

    private static double seconds(long since) {
        return Math.rint((System.nanoTime() - since) / 1e8) / 10;
    }

    private void happen() {
        append("'Product'", "'p-' || i", "0", "product.created", 2, """
                format('{"product_id":"p-%s","merchant_id":"m-%s","name":"Thing %s of good quality","description":
                "A thing of good quality that many people have bought already","price":%s.99,"currency":"USD","discount":10,
                "store":"ABC TECH","image_urls":["https://example.com/%s.png"],"category_id":%s,"initial_stock":5}',
                i, i % 100, i, 1 + i % 500, i, 1 + i % 50)""", 1);
        append(
                "'StockItem'",
                "'stock-p-' || i",
                "0",
                "stock.opened",
                1,
                "format('{\"product_id\":\"p-%s\",\"merchant_id\":\"m-1\",\"on_hand\":0,\"reserved\":0}', i)",
                1);
        append("'StockItem'", "'stock-p-' || i", "n", "stock.received", 1, """
                format('{"product_id":"p-%s","change_id":"d-%s","quantity":1,"reference":"note","on_hand":%s,"reserved":0}',
                i, n, n)""", 8);
    }

    private void append(
            String aggregate, String id, String sequence, String type, int revision, String payload, int rounds) {
        jdbc.sql("INSERT INTO domain_event (era, aggregate_type, aggregate_identifier, sequence_number,"
                        + " event_identifier, type, revision, payload, metadata, time_stamp) SELECT 1, " + aggregate
                        + ", "
                        + id + ", " + sequence + ", gen_random_uuid()::text, ?, ?, convert_to(" + payload
                        + ", 'UTF8'), convert_to('{}', 'UTF8'), now() FROM generate_series(1, ?) AS n"
                        + " CROSS JOIN generate_series(1, ?) AS i")
                .params(type, revision, rounds, PRODUCTS)
                .update();
    }

    private void caughtUp() {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> jdbc.sql("SELECT count(*) FROM products.stock_view WHERE version = 8")
                                .query(Integer.class)
                                .single()
                        == PRODUCTS);
    }

    private Map<?, ?> post(String uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(uri)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private Map<?, ?> get(String uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(uri)));
    }

    private Map<?, ?> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(
                request.header("Authorization", TestJwt.bearer("o-1", "ops")).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isLessThan(300);
        return JsonMapper.shared().readValue(answer.body(), Map.class);
    }
}
