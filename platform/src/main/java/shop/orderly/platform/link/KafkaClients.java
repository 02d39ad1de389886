package shop.orderly.platform.link;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.extensions.kafka.eventhandling.producer.ConfirmationMode;
import org.axonframework.extensions.kafka.eventhandling.producer.DefaultProducerFactory;
import org.axonframework.extensions.kafka.eventhandling.producer.ProducerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Opens Kafka clients: connection and security as {@code spring.kafka.*} says, guarantees as the link needs them. */
final class KafkaClients {

    private final KafkaProperties kafka;
    private final KafkaConnectionDetails connection;
    private final KafkaSecurity security;
    private final LinkProperties settings;
    private final String service;

    KafkaClients(
            KafkaProperties kafka,
            KafkaConnectionDetails connection,
            KafkaSecurity security,
            LinkProperties settings,
            String service) {
        this.kafka = kafka;
        this.connection = connection;
        this.security = security;
        this.settings = settings;
        this.service = service;
    }

    Admin admin(Duration patience) {
        var properties = connected(kafka.buildAdminProperties(), connection.getAdmin());
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(patience));
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(patience));
        return Admin.create(properties);
    }

    /**
     * One shared producer that is made on first use. It never gives a record up by itself: a record that expired would
     * let its successors of the same key overtake it. Whoever waits in vain closes the producer, which drops everything
     * not yet sent, so that what reached Kafka is always an unbroken beginning of the batch.
     */
    ProducerFactory<String, byte[]> producers() {
        var properties = connected(kafka.buildProducerProperties(), connection.getProducer());
        var patience = millis(settings.outbox().acknowledgedWithin());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, service + "-outbox");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A partition made anew takes whichever batch reaches it first; one that was refused while the partition was
        // not there yet would follow its successors. With one request under way there is none to overtake it.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return DefaultProducerFactory.<String, byte[]>builder()
                .configuration(properties)
                .confirmationMode(ConfirmationMode.NONE)
                .closeTimeout(Duration.ZERO)
                .build();
    }

    Consumer<byte[], byte[]> consumer(int number) {
        var inbox = settings.inbox();
        var properties = connected(kafka.buildConsumerProperties(), connection.getConsumer());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, service + "-inbox-" + number);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, service);
        if (inbox.instanceId() != null) {
            properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, inbox.instanceId() + "-" + number);
        }
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, inbox.batchSize());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(inbox.sessionTimeout()));
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, millis(inbox.sessionTimeout()) / 4);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(properties);
    }

    private Map<String, Object> connected(
            Map<String, Object> properties, KafkaConnectionDetails.Configuration connection) {
        var all = security.secured(properties, connection.getSecurityProtocol());
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
        return all;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
