package shop.orderly.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.grpc.Status;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.inventory.v1.ReservationStatus;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.process.OrderSweeper;
import shop.orderly.platform.access.Identities;
import shop.orderly.platform.access.Identity;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.ProjectionRebuild;
import shop.orderly.platformtest.PublishedEvents;
import shop.orderly.platformtest.TestJwt;

/** The whole service, with an inventory and a payments that keep to the contracts. */
class OrdersIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static ConfigurableApplicationContext service;
    private static TestInventory inventory;
    private static TestPayments payments;
    private static PublishedEvents events;
    private static HttpClient http;
    private static String url;

    private final String user = "user-" + UUID.randomUUID();
    private final String bearer = TestJwt.bearer(user, "customer");

    @BeforeAll
    static void start() {
        inventory = new TestInventory();
        var settings = Stream.concat(
                Arrays.stream(EmbeddedDatabase.create("orders").properties()),
                Stream.of(
                        "KAFKA_BROKERS="
                                + EmbeddedBroker.brokersWith(
                                        "product.events", "inventory.events", "payment.events", "user.events"),
                        "PORT=0",
                        TestJwt.PROPERTY,
                        "ORDERLY_CERTS=" + TestInventory.certificates("order-saga"),
                        "ORDERLY_INVENTORY_TARGET=static://localhost:" + inventory.port(),
                        "orderly.orders.payment-timeout=8s",
                        "orderly.orders.stuck-after=2",
                        "orderly.orders.retry-max=1s",
                        "orderly.orders.sweep-after=0s",
                        "orderly.orders.sweep-every=1h",
                        "orderly.processing.task-poll-interval=100ms"));
        service = OrderlyService.run(
                OrdersApplication.class,
                "order-saga",
                settings.map(setting -> "--" + setting).toArray(String[]::new));
        payments = new TestPayments().start();
        events = new PublishedEvents();
        http = HttpClient.newHttpClient();
        var server = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer());
        url = "http://localhost:" + server.getPort() + "/api/v1/orders";
    }

    @AfterAll
    static void stop() {
        service.close();
        payments.close();
        events.close();
        http.close();
        inventory.close();
    }

    @Test
    void confirmsAPaidOrderAndShowsItsWholeStory() {
        var apple = product("10", 0, 5);
        var pear = product("4.99", 0, 5);
        var placed =
                post(body("tok_ok", line(apple, 2), line(pear, 1)), "Prefer", "wait=20", "traceparent", trace("a"));

        assertThat(placed.statusCode()).isEqualTo(200);
        assertThat(placed.headers().firstValue("Preference-Applied")).contains("wait");
        assertThat(JsonPath.<String>read(placed.body(), "$.status")).isEqualTo("CONFIRMED");
        assertThat(JsonPath.<Double>read(placed.body(), "$.total")).isEqualTo(24.99);
        assertThat(JsonPath.<Integer>read(placed.body(), "$.version")).isEqualTo(3);
        assertThat(JsonPath.<String>read(placed.body(), "$.items[1].product_id"))
                .isEqualTo(pear);
        var id = JsonPath.<String>read(placed.body(), "$.id");
        assertThat(inventory.reservation(id, 1)).isEqualTo(ReservationStatus.RESERVATION_STATUS_COMMITTED);
        assertThat(inventory.available(apple)).isEqualTo(3);
        await().atMost(LIMIT).until(() -> sagasOf(id) == 0);
        assertThat(JsonPath.<List<String>>read(get("/" + id + "/timeline").body(), "$.items[*].type"))
                .containsSubsequence(
                        "order.placed", "order.payment_requested", "payment.captured", "order.paid", "order.confirmed");
        assertThat(inventory.traces()).anyMatch(it -> it.contains("a".repeat(32)));
    }

    @Test
    void releasesTheStockOfADeclinedOrder() {
        var apple = product("10", 0, 5);
        var id = place("tok_declined", line(apple, 2));

        eventually(id, "CANCELLED", "payment_declined");
        await().atMost(LIMIT).until(() -> inventory.available(apple) == 5);
        await().atMost(LIMIT).until(() -> sagasOf(id) == 0);
    }

    @Test
    void rejectsWhatIsOutOfStockAndNeverAsksForMoney() {
        var apple = product("10", 0, 5);
        var pear = product("10", 0, 1);
        var id = place("tok_ok", line(apple, 2), line(pear, 2));

        eventually(id, "REJECTED", "out_of_stock");
        assertThat(inventory.available(apple)).isEqualTo(5);
        assertThat(timeline(id)).doesNotContain("order.payment_requested");
        assertThat(get("/" + id + "/timeline").body()).contains(pear + " wanted 2, available 1");
    }

    @Test
    void rejectsUnknownAndDiscontinuedProductsAndMixedCurrencies() {
        eventually(place("tok_ok", line("unknown-" + UUID.randomUUID(), 1)), "REJECTED", "unknown_product");

        var gone = product("10", 0, 5);
        events.publish("product.events", gone, 1, new ProductDiscontinued(new ProductId(gone)));
        await().atMost(LIMIT)
                .until(() -> count("SELECT count(*) FROM orders.price_list WHERE discontinued AND product_id = ?", gone)
                        == 1);
        eventually(place("tok_ok", line(gone, 1)), "REJECTED", "product_discontinued");

        var yen = UUID.randomUUID().toString();
        create(yen, "1000", 0, "JPY");
        eventually(place("tok_ok", line(product("1", 0, 1), 1), line(yen, 1)), "REJECTED", "currency_mismatch");
    }

    @Test
    void chargesThePresentPriceOrRefusesAnother() {
        var apple = product("19.99", 10, 5);
        var lower = post(body("tok_ok", "{\"product_id\":\"" + apple + "\",\"quantity\":1,\"unit_price\":1}"));

        assertThat(lower.statusCode()).isEqualTo(409);
        assertThat(JsonPath.<String>read(lower.body(), "$.type")).isEqualTo("urn:orderly:problem:price_changed");
        assertThat(JsonPath.<Double>read(lower.body(), "$.prices[0].unit_price"))
                .isEqualTo(17.99);

        var right = post(body("tok_ok", "{\"product_id\":\"" + apple + "\",\"quantity\":2,\"unit_price\":17.99}"));
        assertThat(right.statusCode()).isEqualTo(202);
        assertThat(JsonPath.<Double>read(right.body(), "$.total")).isEqualTo(35.98);
        var id = JsonPath.<String>read(right.body(), "$.id");
        var repriced = new ProductRepriced(new ProductId(apple), BigDecimal.ONE, OrderMother.USD, 0);
        events.publish("product.events", apple, 1, repriced);
        eventually(id, "CONFIRMED", null);
        assertThat(JsonPath.<Double>read(get("/" + id).body(), "$.total")).isEqualTo(35.98);
    }

    @Test
    void confirmsAFreeOrderWithoutAPayment() {
        var gift = product("10", 100, 1);
        var id = place("tok_silent", line(gift, 1));

        eventually(id, "CONFIRMED", null);
        assertThat(timeline(id)).doesNotContain("order.payment_requested");
        assertThat(inventory.reservation(id, 1)).isEqualTo(ReservationStatus.RESERVATION_STATUS_COMMITTED);
    }

    @Test
    void cancelsAnOrderThatNobodyPaysAndRefundsMoneyThatComesLate() {
        var apple = product("10", 0, 5);
        var id = place("tok_silent_late", line(apple, 2));

        eventually(id, "CANCELLED", "payment_timeout");
        await().atMost(LIMIT).until(() -> inventory.available(apple) == 5);
        payments.capture(id);
        eventually(id, "REFUNDED", "payment_timeout");
        await().atMost(LIMIT).until(() -> sagasOf(id) == 0);
    }

    @Test
    void letsTheCustomerCancelBeforeThePayment() {
        var apple = product("10", 0, 5);
        var id = place("tok_silent", line(apple, 2));
        eventually(id, "AWAITING_PAYMENT", null);

        var cancelled = post("/" + id + "/cancellation", "");
        assertThat(cancelled.statusCode()).isIn(200, 202);
        assertThat(JsonPath.<String>read(cancelled.body(), "$.status")).isEqualTo("CANCELLED");
        await().atMost(LIMIT).until(() -> inventory.available(apple) == 5);
        await().atMost(LIMIT).until(() -> sagasOf(id) == 0);
        assertThat(post("/" + id + "/cancellation", "").statusCode()).isEqualTo(200);
    }

    @Test
    void letsTheCustomerCancelAfterConfirmation() {
        var apple = product("10", 0, 5);
        var id = place("tok_ok", line(apple, 2));
        eventually(id, "CONFIRMED", null);

        assertThat(post("/" + id + "/cancellation", "").statusCode()).isIn(200, 202);
        eventually(id, "REFUNDED", "by_customer");
        assertThat(inventory.reservation(id, 1)).isEqualTo(ReservationStatus.RESERVATION_STATUS_RETURNED);
        assertThat(inventory.available(apple)).isEqualTo(5);
        await().atMost(LIMIT).until(() -> sagasOf(id) == 0);
    }

    @Test
    void takesBackAGiftThatIsCancelledAfterConfirmation() {
        var gift = product("10", 100, 3);
        var id = place("tok_ok", line(gift, 2));
        eventually(id, "CONFIRMED", null);

        assertThat(post("/" + id + "/cancellation", "").statusCode()).isIn(200, 202);
        await().atMost(LIMIT).until(() -> inventory.available(gift) == 3);
        await().atMost(LIMIT).until(() -> sagasOf(id) == 0);
        assertThat(timeline(id)).doesNotContain("order.refund_requested");
    }

    @Test
    void balancesGoodsAndMoneyOfOrdersThatAreCancelledAtAnyMoment() {
        var apple = product("10", 0, 30);
        var ids = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> place("tok_ok", line(apple, 1)))
                        .thenApplyAsync(
                                id -> {
                                    await().atMost(LIMIT)
                                            .until(() -> post("/" + id + "/cancellation", "")
                                                            .statusCode()
                                                    < 300);
                                    return id;
                                },
                                CompletableFuture.delayedExecutor(i * 25L, TimeUnit.MILLISECONDS)))
                .toList()
                .stream()
                .map(it -> it.orTimeout(40, TimeUnit.SECONDS).join())
                .toList();

        await().atMost(LIMIT).until(() -> ids.stream().allMatch(id -> sagasOf(id) == 0));
        await().atMost(LIMIT).until(() -> inventory.available(apple) == 30);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(ids).allSatisfy(id -> {
                    var story = timeline(id);
                    var captures = Collections.frequency(story, "payment.captured");
                    assertThat(captures).isLessThanOrEqualTo(1);
                    assertThat(Collections.frequency(story, "payment.refunded")).isEqualTo(captures);
                    assertThat(Collections.frequency(story, "order.cancelled")).isEqualTo(1);
                    assertThat(status(id)).isEqualTo(captures == 1 ? "REFUNDED" : "CANCELLED");
                }));
    }

    @Test
    void refusesToCancelWhatEndedOtherwise() {
        var id = place("tok_ok", line(product("10", 0, 0), 1));
        eventually(id, "REJECTED", "out_of_stock");

        var refused = post("/" + id + "/cancellation", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(JsonPath.<String>read(refused.body(), "$.state")).isEqualTo("REJECTED");
    }

    @Test
    void knowsNoOrderUnderTheIdOfSomethingElse() {
        var unknown = post("/" + product("10", 0, 5) + "/cancellation", "");
        assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(404);
        assertThat(JsonPath.<String>read(unknown.body(), "$.type")).isEqualTo("urn:orderly:problem:order_not_found");
        assertThat(post("/%20/cancellation", "").statusCode()).isEqualTo(400);
        assertThat(get("/%20").statusCode()).isEqualTo(400);
    }

    @Test
    void answersARetryWithTheOrderThatItsFirstAttemptPlaced() {
        var apple = product("10", 0, 5);
        var body = body("tok_ok", "{\"product_id\":\"" + apple + "\",\"quantity\":1,\"unit_price\":10}");
        var key = UUID.randomUUID().toString();
        var id = JsonPath.<String>read(post(body, "Idempotency-Key", key).body(), "$.id");
        eventually(id, "CONFIRMED", null);
        jdbc().update("UPDATE idempotency_key SET state = 'RELEASED' WHERE key = ?", key);
        reprice(apple, "11");

        var again = post(body, "Idempotency-Key", key);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(JsonPath.<String>read(again.body(), "$.id")).isEqualTo(id);
        assertThat(JsonPath.<Integer>read(again.body(), "$.total")).isEqualTo(10);
    }

    @Test
    void keepsTryingWhenInventoryDoesNotAnswerAndSaysSo() {
        var apple = product("10", 0, 5);
        inventory.failNext(Status.UNAVAILABLE, Status.ABORTED, Status.INTERNAL);
        var id = place("tok_ok", line(apple, 1));

        eventually(id, "CONFIRMED", null);
        assertThat(timeline(id).stream().filter("order.fulfilment_delayed"::equals))
                .hasSizeBetween(1, 3);
    }

    @Test
    void holdsOnceMoreIfTheHoldExpiredUnderway() {
        var apple = product("10", 0, 5);
        var id = place("tok_silent", line(apple, 2));
        eventually(id, "AWAITING_PAYMENT", null);
        inventory.expire(id, 1);
        payments.capture(id);

        eventually(id, "CONFIRMED", null);
        assertThat(inventory.reservation(id, 2)).isEqualTo(ReservationStatus.RESERVATION_STATUS_COMMITTED);
        assertThat(inventory.available(apple)).isEqualTo(3);
    }

    @Test
    void givesTheMoneyBackIfTheGoodsAreGone() {
        var apple = product("10", 0, 5);
        var id = place("tok_silent", line(apple, 2));
        eventually(id, "AWAITING_PAYMENT", null);
        inventory.expire(id, 1);
        inventory.stock(apple, 1);
        payments.capture(id);

        eventually(id, "REFUNDED", "stock_lost");
        assertThat(inventory.available(apple)).isEqualTo(1);
    }

    @Test
    void placesOneOrderForTenEqualRequestsUnderOneKey() {
        var apple = product("10", 0, 50);
        var body = body("tok_silent", line(apple, 1));
        var key = UUID.randomUUID().toString();
        var answers = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> post(body, "Idempotency-Key", key), Thread::startVirtualThread))
                .toList()
                .stream()
                .map(it -> it.orTimeout(20, TimeUnit.SECONDS).join())
                .toList();

        assertThat(answers).allMatch(it -> it.statusCode() == 202 || it.statusCode() == 409);
        assertThat(post(body, "Idempotency-Key", key).statusCode()).isEqualTo(202);
        await().atMost(LIMIT).until(() -> orders().size() == 1);
        assertThat(post(body("tok_ok", line(apple, 2)), "Idempotency-Key", key).statusCode())
                .isEqualTo(409);
    }

    @Test
    void sellsTheLastUnitOnce() {
        var apple = product("10", 0, 1);
        var ids = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> place("tok_ok", line(apple, 1)), Thread::startVirtualThread))
                .toList()
                .stream()
                .map(it -> it.orTimeout(20, TimeUnit.SECONDS).join())
                .toList();

        await().atMost(LIMIT).until(() -> ids.stream().allMatch(id -> status(id).matches("CONFIRMED|REJECTED")));
        assertThat(ids.stream().filter(id -> status(id).equals("CONFIRMED"))).hasSize(1);
    }

    @Test
    void streamsTheTimelineAndResumesIt() throws IOException, InterruptedException {
        var id = place("tok_ok", line(product("10", 0, 5), 1));
        var all = stream(id, null);
        assertThat(all.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(all.body()).contains("id: 1\nevent: order.placed\ndata: {").contains("event: order.confirmed");
        assertThat(stream(id, "1").body()).doesNotContain("order.placed").contains("order.confirmed");
        assertThat(stream(id, "x").statusCode()).isEqualTo(400);
    }

    @Test
    void hidesOtherPeoplesOrders() {
        var id = place("tok_silent", line(product("10", 0, 5), 1));
        eventually(id, "AWAITING_PAYMENT", null);
        var stranger = TestJwt.bearer("stranger-" + UUID.randomUUID(), "customer", "merchant");
        for (var path : List.of("/" + id, "/" + id + "/timeline", "/" + id + "/stream")) {
            assertThat(send(request(path).header("Authorization", stranger).GET())
                            .statusCode())
                    .isEqualTo(404);
        }
        var cancellation = request("/" + id + "/cancellation")
                .header("Authorization", stranger)
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(send(cancellation).statusCode()).isEqualTo(404);
        var ops = TestJwt.bearer("operator", "ops");
        assertThat(send(request("/" + id).header("Authorization", ops).GET()).statusCode())
                .isEqualTo(200);
        assertThat(send(request("/" + id).GET()).statusCode()).isEqualTo(401);
    }

    @Test
    void resumesAnOrderThatLostItsSaga() {
        var apple = product("10", 0, 5);
        inventory.down(Status.UNAVAILABLE);
        var id = place("tok_ok", line(apple, 1));
        await().atMost(LIMIT).until(() -> timeline(id).contains("order.fulfilment_delayed"));
        jdbc().update("DELETE FROM association_value_entry WHERE association_value = ?", id);
        jdbc().update("DELETE FROM scheduled_tasks");
        inventory.down(null);
        await().atMost(LIMIT)
                .until(() ->
                        Identities.as(Identity.process("order-sweep"), service.getBean(OrderSweeper.class)::sweep) > 0
                                || status(id).equals("CONFIRMED"));

        eventually(id, "CONFIRMED", null);
        assertThat(timeline(id)).contains("order.fulfilment_resumed");
    }

    @Test
    void tellsWhatIsGoingOnInItsMetrics() {
        var id = place("tok_ok", line(product("10", 0, 5), 1));
        eventually(id, "CONFIRMED", null);
        var metrics = URI.create(url.replace("/api/v1/orders", "/metrics"));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(
                                send(HttpRequest.newBuilder(metrics)).body())
                        .contains(
                                "orders_created_total{result=\"accepted\"",
                                "orderly_orders_unfinished{",
                                "orderly_orders_stuck{")
                        .containsPattern("orderly_orders_fulfilment_duration_seconds_count\\{outcome=\"confirmed\""));
    }

    @Test
    void showsTheSameAfterARebuild() {
        var id = place("tok_ok", line(product("10", 0, 5), 1), line(product("1", 0, 5), 3));
        eventually(id, "CONFIRMED", null);
        await().atMost(LIMIT).until(() -> sagasOf(id) == 0);
        var order = get("/" + id).body();
        var timeline = get("/" + id + "/timeline").body();
        var jdbc = service.getBean(JdbcTemplate.class);
        jdbc.update("DELETE FROM orders.order_timeline WHERE order_id = ?", id);
        jdbc.update("UPDATE orders.price_list SET price = 4711");

        ProjectionRebuild.run(url.substring(0, url.indexOf("/api")), "order-view");
        ProjectionRebuild.run(url.substring(0, url.indexOf("/api")), "price-list");

        assertThat(get("/" + id).body()).isEqualTo(order);
        assertThat(get("/" + id + "/timeline").body()).isEqualTo(timeline);
        assertThat(jdbc.queryForObject("SELECT count(*) FROM orders.price_list WHERE price = 4711", Integer.class))
                .isZero();
    }

    private static String product(String price, int discount, int units) {
        var id = UUID.randomUUID().toString();
        create(id, price, discount, "USD");
        inventory.stock(id, units);
        return id;
    }

    private static void create(String id, String price, int discount, String currency) {
        events.publish(
                "product.events",
                id,
                0,
                new ProductCreated(
                        new ProductId(id),
                        new UserId("merchant"),
                        "Thing",
                        "",
                        new BigDecimal(price),
                        Currency.getInstance(currency),
                        discount,
                        "ABC",
                        List.of(),
                        null,
                        0));
        await().atMost(LIMIT)
                .until(() -> count("SELECT count(*) FROM orders.price_list WHERE product_id = ?", id) == 1);
    }

    private static void reprice(String id, String price) {
        events.publish(
                "product.events",
                id,
                1,
                new ProductRepriced(new ProductId(id), new BigDecimal(price), OrderMother.USD, 0));
        await().atMost(LIMIT)
                .until(() ->
                        count("SELECT count(*) FROM orders.price_list WHERE version = 1 AND product_id = ?", id) == 1);
    }

    private static JdbcTemplate jdbc() {
        return service.getBean(JdbcTemplate.class);
    }

    private static int sagasOf(String id) {
        return count("SELECT count(*) FROM association_value_entry WHERE association_value = ?", id);
    }

    private static int count(String sql, String id) {
        return Objects.requireNonNull(jdbc().queryForObject(sql, Integer.class, id));
    }

    private static String line(String product, int quantity) {
        return "{\"product_id\":\"" + product + "\",\"quantity\":" + quantity + "}";
    }

    private static String body(String paymentMethod, String... lines) {
        return "{\"items\":[" + String.join(",", lines) + "],\"payment_method\":\"" + paymentMethod + "\"}";
    }

    private static String trace(String digit) {
        return "00-" + digit.repeat(32) + "-" + "b".repeat(16) + "-01";
    }

    private String place(String paymentMethod, String... lines) {
        var answer = post(body(paymentMethod, lines));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var id = JsonPath.<String>read(answer.body(), "$.id");
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/orders/" + id);
        return id;
    }

    private void eventually(String id, String status, @Nullable String reason) {
        await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
            var body = get("/" + id).body();
            assertThat(JsonPath.<String>read(body, "$.status")).as(body).isEqualTo(status);
            assertThat(JsonPath.<String>read(body, "$.reason")).isEqualTo(reason);
        });
    }

    private String status(String id) {
        var answer = get("/" + id);
        return answer.statusCode() == 200 ? JsonPath.read(answer.body(), "$.status") : "";
    }

    private List<String> timeline(String id) {
        var answer = get("/" + id + "/timeline");
        return answer.statusCode() == 200 ? JsonPath.read(answer.body(), "$.items[*].type") : List.of();
    }

    private List<String> orders() {
        return JsonPath.read(get("").body(), "$.items[*].id");
    }

    private HttpResponse<String> stream(String id, @Nullable String lastEventId) {
        await().atMost(LIMIT).until(() -> !status(id).isEmpty());
        var request = request("/" + id + "/stream").header("Authorization", bearer);
        return send(lastEventId == null ? request : request.header("Last-Event-ID", lastEventId));
    }

    private HttpResponse<String> get(String path) {
        return send(request(path).header("Authorization", bearer).GET());
    }

    private HttpResponse<String> post(String body, String... headers) {
        var request = request(body.startsWith("/") ? body : "")
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.startsWith("/") ? headers[0] : body));
        if (!body.startsWith("/") && headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(40));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
