package shop.orderly.platformtest;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import shop.orderly.contracts.json.ContractJson;
import shop.orderly.contracts.shared.EventType;
import tools.jackson.databind.json.JsonMapper;

/** Publishes events as another service does: CloudEvents on Kafka. */
public final class PublishedEvents implements AutoCloseable {

    private final JsonMapper json = ContractJson.builder().build();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, EmbeddedBroker.brokers()),
            new StringSerializer(),
            new ByteArraySerializer());

    public void publish(String topic, String stream, long sequence, Object event) {
        publish(topic, stream, sequence, event, UUID.randomUUID().toString());
    }

    /**
     * Publishes one event under an id of the caller's, to repeat it.
     *
     * @param stream the aggregate's id, which is the record's key
     * @throws IllegalStateException if the broker did not acknowledge within ten seconds
     */
    public void publish(String topic, String stream, long sequence, Object event, String eventId) {
        var type = Objects.requireNonNull(event.getClass().getAnnotation(EventType.class));
        publish(topic, stream, sequence, type.value(), type.revision(), json.writeValueAsBytes(event), eventId);
    }

    /** Publishes one event as an earlier release did. */
    public void publish(String topic, String stream, long sequence, String type, int revision, String json) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        publish(
                topic,
                stream,
                sequence,
                type,
                revision,
                bytes,
                UUID.randomUUID().toString());
    }

    private void publish(
            String topic, String stream, long sequence, String type, int revision, byte[] json, String eventId) {
        var cloudEvent = CloudEventBuilder.v1()
                .withId(eventId)
                .withType(type)
                .withSource(URI.create("urn:orderly:test"))
                .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                .withSubject(stream)
                .withExtension("eventversion", Integer.toString(revision))
                .withExtension("sequence", Long.toString(sequence))
                .withExtension("aggregatetype", "Test")
                .withData("application/json", json)
                .build();
        try {
            producer.send(KafkaMessageFactory.<String>createWriter(topic, null, stream)
                            .writeBinary(cloudEvent))
                    .get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Cannot publish " + type, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
