package shop.orderly.audit.stores;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topics of Kafka, read from their beginning to where they end now; no group, no offset is kept. */
public final class Topics {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> settings;
    private final String prefix;

    Topics(Map<String, Object> settings, String prefix) {
        this.settings = new HashMap<>(settings);
        this.settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        this.prefix = prefix;
    }

    /** What is seen of a topic. */
    public interface Reader {
        /** A record; each partition's come in their order. */
        void on(Received record);

        /** Records before this time, in microseconds since 1970, may have been thrown away by the broker. */
        default void forgottenBefore(long micros) {}
    }

    /**
     * One record.
     *
     * @param key what it is keyed by
     * @param id the event's id; null if it is not one of our events
     * @param subject what the event is about
     * @param isTrimmed whether earlier records of its partition have been thrown away
     */
    public record Received(
            int partition,
            long offset,
            @Nullable String key,
            @Nullable String id,
            @Nullable String subject,
            boolean isTrimmed) {}

    /**
     * Reads a whole topic.
     *
     * @return false if there is none, or none that this client may see
     */
    public boolean read(Topic topic, Reader reader) {
        var name = prefix + topic.title();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var known = consumer.listTopics().get(name);
            if (known == null) {
                return false;
            }
            var partitions = known.stream()
                    .map(it -> new TopicPartition(name, it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var starts = consumer.beginningOffsets(partitions);
            var trimmed = starts.values().stream().anyMatch(offset -> offset > 0);
            var oldest = Long.MAX_VALUE;
            var last = System.nanoTime();
            while (!atEnd(consumer, partitions, ends)) {
                var records = consumer.poll(POLL);
                for (var record : records) {
                    oldest = Math.min(oldest, record.timestamp());
                    var partition = new TopicPartition(name, record.partition());
                    if (record.offset() < ends.getOrDefault(partition, 0L)) {
                        reader.on(read(record, starts.getOrDefault(partition, 0L) > 0));
                    }
                }
                if (!records.isEmpty()) {
                    last = System.nanoTime();
                } else if (System.nanoTime() - last > PATIENCE.toNanos()) {
                    throw new UnreadableException("Kafka sends nothing more of " + name);
                }
            }
            if (trimmed) {
                reader.forgottenBefore(oldest == Long.MAX_VALUE ? Long.MAX_VALUE : oldest * 1_000);
            }
            return true;
        } catch (KafkaException e) {
            throw new UnreadableException("Cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    private static boolean atEnd(
            KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        return partitions.stream().allMatch(it -> consumer.position(it) >= ends.getOrDefault(it, 0L));
    }

    private static Received read(ConsumerRecord<byte[], byte[]> record, boolean isTrimmed) {
        return new Received(
                record.partition(),
                record.offset(),
                text(record.key()),
                header(record, "ce_id"),
                header(record, "ce_subject"),
                isTrimmed);
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
