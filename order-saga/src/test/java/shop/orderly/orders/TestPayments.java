package shop.orderly.orders;

import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import shop.orderly.contracts.json.ContractJson;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.PublishedEvents;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payments in a nutshell, on the real topics: {@code tok_ok} is captured, {@code tok_declined} declined,
 * {@code tok_silent} never answered, and the first refund of {@code tok_refund_refused} is refused; a cancelled payment is voided unless captured, a refund is made at once. Everything
 * that it publishes is published twice.
 */
final class TestPayments implements AutoCloseable {

    private final JsonMapper json = ContractJson.builder().build();
    private final PublishedEvents events = new PublishedEvents();
    private final Set<String> captured = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, AtomicLong> sequences = new ConcurrentHashMap<>();
    private final Map<String, PaymentRequested> requests = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);
    private volatile boolean stopped;

    TestPayments start() {
        thread.start();
        return this;
    }

    /** Captures a payment that was asked for, however late; what is asked for over Kafka may take a moment to come. */
    void capture(String orderId) {
        await().atMost(Duration.ofSeconds(30)).until(() -> requests.containsKey(orderId));
        var request = Objects.requireNonNull(requests.get(orderId));
        publish(new PaymentCaptured(
                request.paymentId(), request.orderId(), request.amount(), request.currency(), "late"));
    }

    /** Says that the provider refuses what a person gives back, or that it gave it back after all. */
    void giveBack(String orderId, String refundId, boolean isRefused) {
        var request = Objects.requireNonNull(requests.get(orderId));
        var refund = new RefundId(refundId);
        publish(
                isRefused
                        ? new RefundFailed(
                                request.paymentId(),
                                request.orderId(),
                                refund,
                                "refused: account_closed",
                                1,
                                Instant.now().plusSeconds(30))
                        : new PaymentRefunded(
                                request.paymentId(),
                                request.orderId(),
                                refund,
                                BigDecimal.ONE,
                                BigDecimal.ONE,
                                request.currency()));
    }

    private void run() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                EmbeddedBroker.brokers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "test-payments",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("order.events"));
            while (!stopped) {
                consumer.poll(Duration.ofMillis(50)).forEach(this::handle);
            }
        }
    }

    private void handle(ConsumerRecord<String, byte[]> event) {
        switch (new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)) {
            case "order.payment_requested" -> handle(json.readValue(event.value(), PaymentRequested.class));
            case "order.cancelled" -> {
                var cancelled = json.readValue(event.value(), OrderCancelled.class);
                if (!captured.contains(cancelled.paymentId().value())
                        && requests.containsKey(cancelled.orderId().value())
                        && !requests.get(cancelled.orderId().value())
                                .paymentMethod()
                                .equals("tok_silent_late")) {
                    publish(new PaymentVoided(cancelled.paymentId(), cancelled.orderId()));
                }
            }
            case "order.refund_requested" -> {
                var refund = json.readValue(event.value(), RefundRequested.class);
                if (refused(refund)) {
                    publish(new RefundFailed(
                            refund.paymentId(),
                            refund.orderId(),
                            refund.refundId(),
                            "refused: account_closed",
                            1,
                            Instant.now().plusSeconds(30)));
                    return;
                }
                publish(new PaymentRefunded(
                        refund.paymentId(),
                        refund.orderId(),
                        refund.refundId(),
                        refund.amount(),
                        refund.amount(),
                        refund.currency()));
            }
            default -> {}
        }
    }

    private boolean refused(RefundRequested refund) {
        var request = Objects.requireNonNull(requests.get(refund.orderId().value()));
        return request.paymentMethod().equals("tok_refund_refused")
                && refused.add(refund.refundId().value());
    }

    private void handle(PaymentRequested request) {
        requests.put(request.orderId().value(), request);
        switch (request.paymentMethod()) {
            case "tok_ok", "tok_refund_refused" -> {
                captured.add(request.paymentId().value());
                publish(new PaymentCaptured(
                        request.paymentId(), request.orderId(), request.amount(), request.currency(), "capture"));
            }
            case "tok_declined" ->
                publish(new PaymentDeclined(request.paymentId(), request.orderId(), "insufficient_funds"));
            default -> {}
        }
    }

    private void publish(PaymentEvent event) {
        var stream = event.paymentId().value();
        var sequence =
                sequences.computeIfAbsent(stream, key -> new AtomicLong()).getAndIncrement();
        var id = UUID.randomUUID().toString();
        events.publish("payment.events", stream, sequence, event, id);
        events.publish("payment.events", stream, sequence, event, id);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.close();
    }
}
