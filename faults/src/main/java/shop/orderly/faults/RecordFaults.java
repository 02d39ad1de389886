package shop.orderly.faults;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that come again, come late, or cannot be read. */
final class RecordFaults {
    private static final int AGAIN = 200;
    private static final int POISON = 5;
    private static final Duration READ_LIMIT = Duration.ofSeconds(10);
    private static final Duration PARK_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(300);
    private static final byte[] BROKEN = "{\"order_id\":".getBytes(StandardCharsets.UTF_8);

    private final Cluster cluster;
    private final Random random;

    RecordFaults(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    /** The last records of each partition, once more and in their order. */
    Evidence duplicate(Injection injection, Runnable healing) {
        var records = read(injection.target(), true);
        healing.run();
        return new Evidence(
                !records.isEmpty(), Map.of("records_duplicated", send(records).size()));
    }

    /** The oldest records after the newest, in any order. */
    Evidence reorder(Injection injection, Runnable healing) {
        var records = new ArrayList<>(read(injection.target(), false));
        Collections.shuffle(records, random);
        healing.run();
        return new Evidence(
                !records.isEmpty(),
                Map.of("old_records_sent_later", send(records).size()));
    }

    /** Bytes that mean nothing, and a known type whose JSON breaks off. Those who listen have to put them aside. */
    Evidence poison(Injection injection, Runnable healing) {
        var known = read(injection.target(), true);
        var before = parked();
        var poison = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (var i = 0; i < POISON; i++) {
            var noise = new byte[64];
            random.nextBytes(noise);
            poison.add(new ProducerRecord<>(injection.target(), key(), noise));
            if (!known.isEmpty()) {
                poison.add(broken(known.get(random.nextInt(known.size()))));
            }
        }
        cluster.kafka().poisonedAt(sendAll(poison));
        healing.run();
        var isParked = Waiting.until(PARK_LIMIT, () -> parked() > before);
        return new Evidence(isParked, Map.of("records_sent", poison.size(), "parked_in_order_db", parked() - before));
    }

    private static byte[] key() {
        return UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ProducerRecord<byte[], byte[]> broken(ConsumerRecord<byte[], byte[]> like) {
        var headers = new RecordHeaders(like.headers());
        headers.remove("ce_id");
        headers.add("ce_id", key());
        return new ProducerRecord<>(like.topic(), null, key(), BROKEN, headers);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, boolean isNewest) {
        var properties = new HashMap<>(
                cluster.machine().kafkaClient("ops", cluster.kafka().port()));
        properties.put("enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            if (isNewest) {
                ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - AGAIN)));
            } else {
                consumer.seekToBeginning(partitions);
            }
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            var unused = Waiting.until(READ_LIMIT, () -> {
                consumer.poll(POLL).forEach(found::add);
                return found.size() >= AGAIN * partitions.size()
                        || partitions.stream().allMatch(one -> consumer.position(one) >= ends.getOrDefault(one, 0L));
            });
            return found;
        }
    }

    private List<RecordMetadata> send(List<ConsumerRecord<byte[], byte[]>> records) {
        return sendAll(records.stream()
                .map(one -> new ProducerRecord<>(one.topic(), one.partition(), one.key(), one.value(), one.headers()))
                .toList());
    }

    private List<RecordMetadata> sendAll(List<ProducerRecord<byte[], byte[]>> records) {
        var properties = cluster.machine().kafkaClient("ops", cluster.kafka().port());
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = records.stream().map(producer::send).toList();
            var places = new ArrayList<RecordMetadata>();
            for (var one : sent) {
                places.add(one.get());
            }
            return places;
        } catch (ExecutionException e) {
            throw new HarnessException("Kafka does not take what the harness sends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted", e);
        }
    }

    private long parked() {
        var reader = cluster.machine().reader(cluster.postgres().port(), "order_db");
        try (var connection = DriverManager.getConnection(reader.url(), reader.user(), reader.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM parked_record")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new HarnessException("Cannot count what was put aside", e);
        }
    }
}
