package shop.orderly.payments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.orderly.payments.PaymentsService.Order.anOrder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.json.ContractJson;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.EmbeddedDatabase;

class PaymentsOverKafkaIT {

    @Test
    void hearsOfOrdersAndPublishesWhatBecameOfTheirMoney() throws Exception {
        try (var payments = new PaymentsService(
                        EmbeddedDatabase.create("over_kafka"),
                        PaymentsApplication.class,
                        "spring.kafka.bootstrap-servers=" + EmbeddedBroker.brokersWith("order.events", "user.events"));
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, EmbeddedBroker.brokers()),
                        new StringSerializer(),
                        new StringSerializer());
                var consumer = new KafkaConsumer<>(
                        Map.<String, Object>of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, EmbeddedBroker.brokers(),
                                ConsumerConfig.GROUP_ID_CONFIG, "test",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var order = anOrder();
            var requested = record(order);

            // Kafka delivers at least once.
            for (var i = 0; i < 3; i++) {
                producer.send(requested).get();
            }

            consumer.subscribe(List.of("payment.events"));
            var published = new ArrayList<ConsumerRecord<String, String>>();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(published::add);
                assertThat(published.stream().map(PaymentsOverKafkaIT::type))
                        .containsExactly("payment.initiated", "payment.captured");
            });
            assertThat(published)
                    .allSatisfy(event ->
                            assertThat(event.key()).isEqualTo(order.paymentId().value()));
            assertThat(published.getLast().value()).contains("\"order_id\":\"" + order.id() + "\"");
            assertThat(payments.captures(order)).isEqualTo(1);
        }
    }

    private static ProducerRecord<String, String> record(PaymentsService.Order order) {
        var event = order.requested("tok_ok");
        var record = new ProducerRecord<>(
                "order.events",
                order.id().value(),
                ContractJson.builder().build().writeValueAsString(event));
        var headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", UUID.randomUUID().toString(),
                "ce_source", "urn:orderly:order-saga",
                "ce_type",
                        requireNonNull(event.getClass().getAnnotation(EventType.class))
                                .value(),
                "ce_subject", order.id().value(),
                "ce_time", "2026-11-20T10:00:00Z",
                "ce_eventversion", "1",
                "ce_sequence", "1",
                "ce_aggregatetype", "Order",
                "content-type", "application/json");
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private static String type(ConsumerRecord<String, String> event) {
        return new String(event.headers().lastHeader("ce_type").value(), UTF_8);
    }
}
