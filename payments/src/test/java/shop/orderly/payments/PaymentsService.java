package shop.orderly.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.contracts.json.ContractJson;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderEvent;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.eventstore.ForeignEvents;
import shop.orderly.platform.eventstore.RawEvent;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a database of its own, and what tests do to it. */
final class PaymentsService implements AutoCloseable {

    static final Currency USD = Currency.getInstance("USD");
    static final UserId CUSTOMER = new UserId("customer-1");

    private static final JsonMapper JSON = ContractJson.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final ConfigurableApplicationContext context;
    private final EventTypes types;
    private final AtomicLong sequence = new AtomicLong();

    PaymentsService(EmbeddedDatabase database, Class<?> application, String... properties) {
        var arguments = Stream.of(
                        Stream.of(database.properties()),
                        Stream.of(
                                "server.port=0",
                                "orderly.payments.retry-initial=20ms",
                                "orderly.payments.retry-max=200ms",
                                "orderly.payments.provider-timeout=1s",
                                "orderly.payments.refund-stuck-after=3",
                                "orderly.payments.sandbox.late-after=1s",
                                "orderly.processing.task-poll-interval=100ms",
                                TestJwt.PROPERTY),
                        Stream.of(properties))
                .flatMap(all -> all)
                .map("--"::concat)
                .toArray(String[]::new);
        context = OrderlyService.builder(application, "payments").run(arguments);
        types = context.getBean(EventTypes.class);
    }

    /** An order that wants to be paid. */
    record Order(OrderId id, PaymentId paymentId, RefundId refundId) {

        static Order anOrder() {
            var number = UUID.randomUUID().toString();
            return new Order(
                    new OrderId("order-" + number),
                    new PaymentId("payment-" + number),
                    new RefundId("refund-" + number));
        }

        PaymentRequested requested(String paymentMethod) {
            return new PaymentRequested(
                    id,
                    paymentId,
                    CUSTOMER,
                    new BigDecimal("100"),
                    USD,
                    paymentMethod,
                    Instant.now().plusSeconds(900));
        }

        OrderCancelled cancelled() {
            return new OrderCancelled(id, paymentId, CancellationReason.BY_CUSTOMER, Actor.of("customer", CUSTOMER));
        }

        RefundRequested refundRequested() {
            return new RefundRequested(id, paymentId, refundId, new BigDecimal("100"), USD);
        }
    }

    /** An event as it comes from order-saga, with a place of its own among the order's events. */
    RawEvent arriving(OrderEvent event) {
        return new RawEvent(
                UUID.randomUUID().toString(),
                "Order",
                event.orderId().value(),
                sequence.getAndIncrement(),
                types.nameOf(event.getClass()),
                1,
                JSON.writeValueAsString(event),
                Map.of(),
                Instant.now());
    }

    void arrives(OrderEvent... events) {
        arrive(Stream.of(events).map(this::arriving).toList());
    }

    void arrive(List<RawEvent> events) {
        context.getBean(ForeignEvents.class).append(events);
    }

    /** The simple names of a payment's events, in order. */
    List<String> history(PaymentId paymentId) {
        return context.getBean(EventStore.class)
                .readEvents(paymentId.value())
                .asStream()
                .map(event -> event.getPayloadType().getSimpleName())
                .toList();
    }

    void becomes(Order order, String status) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(status(order)).isEqualTo(status));
    }

    String status(Order order) {
        var answer = get("/api/v1/payments/" + order.paymentId(), TestJwt.bearer("boss", "admin"));
        return answer.statusCode() == 200
                ? JSON.readTree(answer.body()).path("status").stringValue()
                : "HTTP " + answer.statusCode();
    }

    int captures(Order order) {
        return movements("CAPTURE", order.paymentId().value());
    }

    int refunds(Order order) {
        return movements("REFUND", order.paymentId() + ":" + order.refundId());
    }

    int movements(String kind, String key) {
        return jdbc().sql("SELECT count(*) FROM sandbox.movement WHERE kind = ? AND key = ?")
                .params(kind, key)
                .query(Integer.class)
                .single();
    }

    /** How often the provider was asked to capture. */
    int captureCalls(Order order) {
        return jdbc().sql("SELECT coalesce(sum(calls), 0) FROM sandbox.charge WHERE key = ?")
                .param(order.paymentId().value())
                .query(Integer.class)
                .single();
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    HttpResponse<String> get(String path, String bearer) {
        return send(request(path, bearer).GET());
    }

    HttpResponse<String> post(String path, String bearer, String body) {
        return send(
                request(path, bearer).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** Switches faults on instead of those that are on, as an operator does. */
    void faults(String json) {
        var answer = send(request("/ops/v1/faults", TestJwt.bearer("operator-1", "ops"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"faults\":" + json + "}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpRequest.Builder request(String path, String bearer) {
        return HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", bearer)
                .timeout(Duration.ofSeconds(20));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    String address() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }
}
