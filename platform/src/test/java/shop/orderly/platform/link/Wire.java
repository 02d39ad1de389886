package shop.orderly.platform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import shop.orderly.platformtest.EmbeddedBroker;

/** Looks at Kafka as a stranger would, without any of the platform's code. */
final class Wire {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Wire() {}

    /** Everything on a topic, per partition in order. */
    static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var properties = properties();
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties)) {
            var partitions = consumer.partitionsFor(topic, LIMIT).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions, LIMIT);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(one -> consumer.position(one, LIMIT) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    static List<String> keys(String topic) {
        return read(topic).stream().map(record -> text(record.key())).toList();
    }

    static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        var headers = new TreeMap<String, String>();
        record.headers()
                .forEach(header -> assertThat(headers.put(header.key(), text(header.value())))
                        .isNull());
        return headers;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void send(String topic, @Nullable String key, @Nullable String value, Map<String, String> headers) {
        var record = new ProducerRecord<>(topic, bytes(key), bytes(value));
        headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
        send(List.of(record));
    }

    /** Writes records again, as they are. */
    static void send(List<ProducerRecord<byte[], byte[]>> records) {
        var properties = properties();
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        try (var producer = new KafkaProducer<byte[], byte[]>(properties)) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void repeat(String topic) {
        send(read(topic).stream()
                .map(record ->
                        new ProducerRecord<>(topic, record.partition(), record.key(), record.value(), record.headers()))
                .toList());
    }

    /** How many records a group has committed on a topic. */
    static long committed(String group, String topic) {
        try (var admin = Admin.create(properties())) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(one -> one.getKey().topic().equals(topic))
                    .map(Map.Entry::getValue)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int partitions(String topic) {
        try (var admin = Admin.create(properties())) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .mapToInt(described -> described.partitions().size())
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As after the loss of all that Kafka had of a topic. */
    static void delete(String topic) {
        try (var admin = Admin.create(properties())) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains(topic));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a topic refuse whatever is sent to it, or take it again. */
    static void refuseWrites(String topic, boolean refuse) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var largest = new ConfigEntry("max.message.bytes", refuse ? "10" : "1048588");
        try (var admin = Admin.create(properties())) {
            admin.incrementalAlterConfigs(
                            Map.of(resource, List.of(new AlterConfigOp(largest, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.put("bootstrap.servers", EmbeddedBroker.brokers());
        return properties;
    }
}
