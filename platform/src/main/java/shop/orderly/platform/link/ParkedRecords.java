package shop.orderly.platform.link;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records that could not be taken in, kept whole in the table {@code parked_record} so that they can be looked at and read
 * again whatever Kafka's retention is. A record that comes twice is kept once.
 */
final class ParkedRecords {

    private static final String INSERT = """
            INSERT INTO parked_record
                (topic, partition, record_offset, record_timestamp, record_key, record_value, headers, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?)
            ON CONFLICT (topic, partition, record_offset, record_timestamp) DO NOTHING
            """;

    private final JdbcTemplate jdbc;
    private final JsonMapper json = JsonMapper.shared();

    ParkedRecords(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a record in the current transaction; false if it is kept already. */
    boolean park(ConsumerRecord<byte[], byte[]> record, String reason) {
        return jdbc.update(
                        INSERT,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        headers(record),
                        reason.replace('\0', ' '))
                == 1;
    }

    /** Header names may repeat and values are bytes, so they are kept as a list, each value in Base64. */
    private String headers(ConsumerRecord<byte[], byte[]> record) {
        return json.writeValueAsString(StreamSupport.stream(record.headers().spliterator(), false)
                .map(ParkedRecords::header)
                .toList());
    }

    private static Map<String, @Nullable String> header(Header header) {
        var value = header.value();
        var pair = new LinkedHashMap<String, @Nullable String>();
        pair.put("name", header.key());
        pair.put("value", value == null ? null : Base64.getEncoder().encodeToString(value));
        return pair;
    }
}
