package shop.orderly.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.process.OrderSweeper;
import shop.orderly.platform.access.Identities;
import shop.orderly.platform.access.Identity;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.PublishedEvents;
import shop.orderly.platformtest.TestJwt;

/** The whole service with a nutshell of an inventory and of payments, as an operator meets it. */
final class RunningOrders implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);

    final TestInventory inventory = new TestInventory();
    final TestPayments payments;
    final ConfigurableApplicationContext service;
    private final PublishedEvents events = new PublishedEvents();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String customer = TestJwt.bearer("user-" + UUID.randomUUID(), "customer");

    RunningOrders(String... properties) {
        var settings = Stream.of(
                        Arrays.stream(EmbeddedDatabase.create("orders").properties()),
                        Stream.of(
                                "KAFKA_BROKERS="
                                        + EmbeddedBroker.brokersWith(
                                                "product.events", "inventory.events", "payment.events", "user.events"),
                                "PORT=0",
                                TestJwt.PROPERTY,
                                "ORDERLY_CERTS=" + TestInventory.certificates("order-saga"),
                                "ORDERLY_INVENTORY_TARGET=static://localhost:" + inventory.port(),
                                "orderly.orders.sweep-every=1h",
                                "orderly.processing.task-poll-interval=100ms"),
                        Arrays.stream(properties))
                .flatMap(all -> all)
                .map("--"::concat)
                .toArray(String[]::new);
        service = OrderlyService.run(OrdersApplication.class, "order-saga", settings);
        payments = new TestPayments().start();
        var server = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer());
        url = "http://localhost:" + server.getPort();
    }

    /** A product at 10 USD. */
    String product(int units) {
        var id = UUID.randomUUID().toString();
        var merchant = new UserId("merchant");
        events.publish(
                "product.events",
                id,
                0,
                new ProductCreated(
                        new ProductId(id),
                        merchant,
                        "Thing",
                        "",
                        BigDecimal.TEN,
                        OrderMother.USD,
                        0,
                        "ABC",
                        List.of(),
                        null,
                        0));
        inventory.stock(id, units);
        await().atMost(LIMIT)
                .until(() -> count("SELECT count(*) FROM orders.price_list WHERE product_id = ?", id) == 1);
        return id;
    }

    /** An order of one unit. */
    String place(String paymentMethod, String product) {
        var body = "{\"items\":[{\"product_id\":\"%s\",\"quantity\":1}],\"payment_method\":\"%s\"}"
                .formatted(product, paymentMethod);
        var answer = send(request("/api/v1/orders", customer)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonPath.read(answer.body(), "$.id");
    }

    void cancel(String order) {
        var answer = send(request("/api/v1/orders/" + order + "/cancellation", customer)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
    }

    HttpResponse<String> ops(String path) {
        return send(request("/ops/v1" + path, operator()).GET());
    }

    HttpResponse<String> act(String order, String act, String body) {
        return send(request("/ops/v1/sagas/" + order + "/" + act, operator())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** How the fulfilment goes; empty while nothing is known of it. */
    String state(String order) {
        var answer = ops("/sagas/" + order);
        return answer.statusCode() == 200 ? JsonPath.read(answer.body(), "$.state") : "";
    }

    void becomes(String order, String state) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(state(order))
                        .as(() -> ops("/sagas/" + order).body())
                        .isEqualTo(state));
    }

    String status(String order) {
        var answer = send(request("/api/v1/orders/" + order, operator()).GET());
        return answer.statusCode() == 200 ? JsonPath.read(answer.body(), "$.status") : "";
    }

    void rests(String order, String status) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(status(order)).isEqualTo(status));
    }

    /** The order's story, each entry as {@code type by actor: detail}. */
    List<String> timeline(String order) {
        var body = send(request("/api/v1/orders/" + order + "/timeline", operator())
                        .GET())
                .body();
        List<String> types = JsonPath.read(body, "$.items[*].type");
        List<String> actors = JsonPath.read(body, "$.items[*].actor");
        List<String> details = JsonPath.read(body, "$.items[*].detail");
        return IntStream.range(0, types.size())
                .mapToObj(i -> types.get(i) + " by " + actors.get(i) + ": " + details.get(i))
                .toList();
    }

    int sweep() {
        return Identities.as(Identity.process("order-sweep"), service.getBean(OrderSweeper.class)::sweep);
    }

    int sagasOf(String order) {
        return count("SELECT count(*) FROM association_value_entry WHERE association_value = ?", order);
    }

    int timersOf(String order) {
        return count("""
                SELECT count(*) FROM scheduled_tasks
                WHERE task_name = 'AxonDeadline' AND convert_from(task_data, 'UTF8') LIKE '%' || ? || '%'""", order);
    }

    int count(String sql, Object... arguments) {
        return Objects.requireNonNull(jdbc().queryForObject(sql, Integer.class, arguments));
    }

    JdbcTemplate jdbc() {
        return service.getBean(JdbcTemplate.class);
    }

    private static String operator() {
        return TestJwt.bearer("operator-1", "ops");
    }

    private HttpRequest.Builder request(String path, String bearer) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(40))
                .header("Authorization", bearer);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        service.close();
        payments.close();
        events.close();
        http.close();
        inventory.close();
    }
}
