package shop.orderly.productcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.catalogue.api.Price;
import shop.orderly.catalogue.api.ProductDescription;
import shop.orderly.catalogue.api.ReviseProduct;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.StockOpened;
import shop.orderly.contracts.inventory.StockReceived;
import shop.orderly.contracts.inventory.v1.CommitRequest;
import shop.orderly.contracts.inventory.v1.Line;
import shop.orderly.contracts.inventory.v1.ReleaseRequest;
import shop.orderly.contracts.inventory.v1.ReservationStatus;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.users.UserId;
import shop.orderly.inventory.api.OpenStock;
import shop.orderly.inventory.api.ReceiveStock;
import shop.orderly.inventory.api.StockView;
import shop.orderly.inventory.process.StockOpening;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.ProjectionRebuild;
import shop.orderly.platformtest.TestJwt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as a whole: HTTP, gRPC and what it writes, on a real database. */
class ProductCommandIT {

    private static final int FAILS = 13;
    private static final Path FIRST_REVISION =
            Path.of("../api-contracts/src/test/resources/approved/product.created/1.json");
    private static final String SEEDS_PRODUCT =
            "{\"name\":\"AirFryer\",\"price\":1000,\"description\":\"Digital air fryer\",\"discount\":10,"
                    + "\"store\":\"ABC TECH\",\"category_id\":1}";

    private static RunningService service;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        service = RunningService.on(EmbeddedDatabase.create("product"));
        service.bean(CommandBus.class).registerHandlerInterceptor((work, chain) -> {
            if (work.getMessage().getPayload() instanceof OpenStock open && open.initialStock() == FAILS) {
                throw new IllegalStateException("This one fails");
            }
            return chain.proceed();
        });
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void opensTheStockTogetherWithTheProduct() {
        var product = service.newProduct("together", 7);
        assertThat(service.facts(product)).hasOnlyElementsOfType(ProductCreated.class);
        assertThat(service.facts(StockItemId.of(product)))
                .containsExactly(
                        new StockOpened(product, RunningService.MERCHANT, 0, 0),
                        new StockReceived(product, "initial-together", 7, "initial stock", 7, 0));
    }

    @Test
    void createsNoProductWhoseStockCannotBeOpened() {
        assertThatThrownBy(() -> service.newProduct("alone", FAILS)).hasMessageContaining("This one fails");
        var product = new ProductId("alone");
        assertThat(service.facts(product)).isEmpty();
        assertThat(service.facts(StockItemId.of(product))).isEmpty();
    }

    @Test
    void subscribesToNothingButTheOpeningOfStock() {
        var processors = service.bean(EventProcessingConfiguration.class).eventProcessors();
        assertThat(processors).containsKeys(StockOpening.GROUP, "hold-limit", "stock-level");
        processors.forEach((name, processor) -> assertThat(processor instanceof SubscribingEventProcessor)
                .as(name)
                .isEqualTo(name.equals(StockOpening.GROUP)));
    }

    @Test
    void createsAndRevisesAndDiscontinuesOverHttp() throws Exception {
        var created = call("POST", "/api/v1/products", SEEDS_PRODUCT, "m-1", null);
        assertThat(created.statusCode()).isEqualTo(201);
        var product = json(created);
        assertThat(product.get("final_price").decimalValue()).isEqualByComparingTo("900");
        var path = created.headers().firstValue("Location").orElseThrow();
        assertThat(path).isEqualTo("/api/v1/products/" + product.get("id").asString());

        var revised = call("PUT", path, SEEDS_PRODUCT.replace("1000", "19.99"), "m-1", null);
        assertThat(revised.statusCode()).isEqualTo(200);
        assertThat(json(revised).get("final_price").decimalValue()).isEqualByComparingTo("17.99");
        assertThat(json(revised).get("version").asLong()).isEqualTo(1);

        assertThat(call("PUT", path, SEEDS_PRODUCT, "m-2", null).statusCode()).isEqualTo(403);
        var stale = "{\"name\":\"n\",\"price\":1,\"store\":\"s\",\"version\":0}";
        assertThat(call("PUT", path, stale, "m-1", null).statusCode()).isEqualTo(409);
        assertThat(call("DELETE", path, "", "m-1", null).statusCode()).isEqualTo(204);
        assertThat(call("PUT", path, stale, "m-1", null).statusCode()).isEqualTo(409);
        assertThat(call("PUT", "/api/v1/products/unknown", SEEDS_PRODUCT, "m-1", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void readsTheSameStockAfterARebuild() throws Exception {
        var path = "/api/v1/products/" + service.newProduct("rebuilt", 3) + "/stock";
        var before = call("GET", path + "?min_version=1", "", "m-1", null).body();
        service.bean(JdbcClient.class)
                .sql("UPDATE inventory.stock_level SET on_hand = 4711")
                .update();

        ProjectionRebuild.run("http://localhost:" + service.httpPort(), "stock-level");

        assertThat(call("GET", path, "", "m-1", null).body()).isEqualTo(before);
    }

    @Test
    void readsTheStockThatItHasJustChanged() throws Exception {
        var path = "/api/v1/products/" + service.newProduct("read", 3) + "/stock";
        var receipt = call("POST", path + "/receipts", "{\"quantity\":10,\"reference\":\"note\"}", "m-1", null);
        assertThat(receipt.statusCode()).isEqualTo(201);
        var version = json(receipt).get("version").asLong();
        var seen = call("GET", path + "?min_version=" + version, "", "m-1", null);
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(json(seen).get("on_hand").asInt()).isEqualTo(13);
        assertThat(json(seen).get("available").asInt()).isEqualTo(13);
    }

    @Test
    void takesAReceiptInOnceUnderOneIdempotencyKey() throws Exception {
        var path = "/api/v1/products/" + service.newProduct("once", 0) + "/stock/receipts";
        var first = call("POST", path, "{\"quantity\":10,\"reference\":\"note\"}", "m-1", "delivery-1");
        var again = call("POST", path, "{\"quantity\":10,\"reference\":\"note\"}", "m-1", "delivery-1");
        assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(service.newestStock(new ProductId("once")).onHand()).isEqualTo(10);
    }

    @Test
    void answersReservationsOverGrpc() {
        var product = service.newProduct("grpc", 3);
        var stub = service.reservations().withDeadlineAfter(20, TimeUnit.SECONDS);
        var held = stub.reserve(reserve("grpc-1", 1, product, 2));
        assertThat(held.getStatus()).isEqualTo(ReservationStatus.RESERVATION_STATUS_HELD);
        var rejected = stub.reserve(reserve("grpc-2", 1, product, 2));
        assertThat(rejected.getStatus()).isEqualTo(ReservationStatus.RESERVATION_STATUS_REJECTED);
        assertThat(rejected.getShortages(0).getWanted()).isEqualTo(2);
        assertThat(rejected.getShortages(0).getAvailable()).isEqualTo(1);
        assertThat(stub.commit(commit("grpc-1")).getStatus()).isEqualTo(ReservationStatus.RESERVATION_STATUS_COMMITTED);
        assertThat(stub.release(release("grpc-1")).getStatus())
                .isEqualTo(ReservationStatus.RESERVATION_STATUS_RETURNED);
        assertThat(stub.release(release("grpc-3")).getStatus())
                .isEqualTo(ReservationStatus.RESERVATION_STATUS_RELEASED);
        assertThat(service.newestStock(product).available()).isEqualTo(3);
    }

    @Test
    void tellsOverGrpcWhyItRefuses() {
        var product = service.newProduct("refuse", 3);
        var stub = service.reservations();
        refused(() -> stub.commit(commit("nobody")), Status.Code.NOT_FOUND, "reservation_not_found");
        refused(() -> stub.reserve(reserve("r-1", 1, product, 0)), Status.Code.INVALID_ARGUMENT, "invalid_reservation");
        refused(() -> stub.reserve(reserve("r-1", 0, product, 1)), Status.Code.INVALID_ARGUMENT, "invalid_reservation");
        refused(() -> stub.reserve(reserve("", 1, product, 1)), Status.Code.INVALID_ARGUMENT, "invalid_reservation");
        refused(
                () -> stub.reserve(ReserveRequest.newBuilder()
                        .setOrderId("r-1")
                        .setAttempt(1)
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "invalid_reservation");
    }

    @Test
    void beginsNothingForACallerWhoHasGivenUp() {
        var product = service.newProduct("late", 3);
        assertThatThrownBy(() -> service.reservations()
                        .withDeadlineAfter(-1, TimeUnit.SECONDS)
                        .reserve(reserve("late-1", 1, product, 1)))
                .asInstanceOf(type(StatusRuntimeException.class))
                .satisfies(late -> assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
        assertThat(service.newestStock(product).reserved()).isZero();
    }

    @Test
    void keepsTheCallersTraceInTheFacts() {
        var product = service.newProduct("traced", 3);
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        service.reservations()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .reserve(reserve("traced-1", 1, product, 1));
        var held = service.bean(EventStore.class)
                .readEvents("reservation-traced-1-1")
                .next();
        assertThat(held.getMetaData().get("traceparent")).asString().contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void countsReservationsByTheirResult() throws Exception {
        var product = service.newProduct("count", 1);
        service.reservations().reserve(reserve("count-1", 1, product, 1));
        service.reservations().release(release("count-1"));
        assertThat(call("GET", "/metrics", "", null, null).body())
                .containsPattern("inventory_reserve_total\\{[^}]*result=\"held\"")
                .containsPattern("inventory_release_total\\{[^}]*result=\"released\"");
    }

    @Test
    void loadsAnItemEquallyWithAndWithoutItsSnapshot() {
        var product = service.newProduct("long", 1);
        var item = StockItemId.of(product);
        for (var n = 0; n < 210; n++) {
            service.send(receive(product, "c-" + n));
        }
        var snapshots = service.bean(JdbcClient.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !snapshots
                        .sql("SELECT 1 FROM snapshot_event WHERE aggregate_identifier = ?")
                        .param(item.value())
                        .query()
                        .listOfRows()
                        .isEmpty());
        var withSnapshot = (StockView) service.send(receive(product, "c-5"));
        snapshots
                .sql("DELETE FROM snapshot_event WHERE aggregate_identifier = ?")
                .param(item.value())
                .update();
        var without = (StockView) service.send(receive(product, "c-5"));
        assertThat(withSnapshot).isEqualTo(without);
        assertThat(without.onHand()).isEqualTo(211);
    }

    @Test
    void makesTheSnapshotsOfItemsAnew() throws Exception {
        var product = service.newProduct("many-receipts", 1);
        for (var n = 0; n < 205; n++) {
            service.send(receive(product, "c-" + n));
        }
        assertThat(operate("DELETE", "/ops/v1/snapshots").get("dropped").asInt())
                .isPositive();

        var made = operate("POST", "/ops/v1/snapshots/rebuilds");

        assertThat(made.get("done").asBoolean()).isTrue();
        assertThat(made.get("made").asInt()).isPositive();
        assertThat(operate("GET", "/ops/v1/snapshots").toString()).contains("\"aggregate_type\":\"StockItem\"");
        assertThat(((StockView) service.send(receive(product, "c-5"))).onHand()).isEqualTo(206);
    }

    private JsonNode operate(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + service.httpPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", TestJwt.bearer("o-1", "ops"));
        return json(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    @Test
    void changesAProductOfTheFirstRevision() throws Exception {
        var product = new ProductId("first-revision");
        service.bean(JdbcClient.class)
                .sql("""
                        INSERT INTO domain_event (era, aggregate_type, aggregate_identifier, sequence_number,
                                                  event_identifier, type, revision, payload, metadata, time_stamp)
                        SELECT max(era), 'Product', ?, 0, 'of-the-first-revision', 'product.created', 1,
                               convert_to(?, 'UTF8'), convert_to('{}', 'UTF8'), now()
                        FROM event_era
                        """)
                .params(product.value(), Files.readString(FIRST_REVISION))
                .update();

        service.send(new ReviseProduct(
                product,
                new ProductDescription("AirFryer XL", "Digital air fryer", "ABC TECH", List.of(), new CategoryId(1)),
                new Price(Money.ofMajor(new BigDecimal(1000), Money.DEFAULT_CURRENCY), 10),
                0L,
                Actor.of("ops", "o-1")));

        assertThat(service.facts(product))
                .as("its price was in USD, so it has not changed")
                .containsExactly(
                        new ProductCreated(
                                product,
                                new UserId("00000000-0000-0000-0000-000000000000"),
                                "AirFryer",
                                "Digital air fryer",
                                new BigDecimal(1000),
                                Money.DEFAULT_CURRENCY,
                                10,
                                "ABC TECH",
                                List.of(),
                                new CategoryId(1),
                                0),
                        new ProductRevised(
                                product, "AirFryer XL", "Digital air fryer", "ABC TECH", List.of(), new CategoryId(1)));
    }

    private static ReceiveStock receive(ProductId product, String change) {
        return new ReceiveStock(StockItemId.of(product), product, change, 1, "", Actor.of("ops", "o-1"));
    }

    private static void refused(Runnable call, Status.Code code, String reason) {
        assertThatThrownBy(call::run)
                .asInstanceOf(type(StatusRuntimeException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.getStatus().getCode()).isEqualTo(code);
                    var details = StatusProto.fromThrowable(refusal);
                    assertThat(details).isNotNull();
                    assertThat(details.getDetails(0).unpack(ErrorInfo.class).getReason())
                            .isEqualTo(reason);
                });
    }

    private static ReserveRequest reserve(String order, int attempt, ProductId product, int quantity) {
        return ReserveRequest.newBuilder()
                .setOrderId(order)
                .setAttempt(attempt)
                .addLines(Line.newBuilder().setProductId(product.value()).setQuantity(quantity))
                .build();
    }

    private static CommitRequest commit(String order) {
        return CommitRequest.newBuilder().setOrderId(order).setAttempt(1).build();
    }

    private static ReleaseRequest release(String order) {
        return ReleaseRequest.newBuilder().setOrderId(order).setAttempt(1).build();
    }

    private HttpResponse<String> call(
            String method, String path, String body, @Nullable String user, @Nullable String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + service.httpPort() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (user != null) {
            request.header("Authorization", TestJwt.bearer(user, "merchant"));
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
