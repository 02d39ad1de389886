package shop.orderly.platform.eventstore;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The latest snapshot of each aggregate. */
final class SnapshotTable {

    private static final String STORE = """
            INSERT INTO snapshot_event AS s (aggregate_identifier, aggregate_type, sequence_number, event_identifier, type,
                                             revision, payload, metadata, time_stamp)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (aggregate_identifier) DO UPDATE
                SET aggregate_type = excluded.aggregate_type, sequence_number = excluded.sequence_number,
                    event_identifier = excluded.event_identifier, type = excluded.type, revision = excluded.revision,
                    payload = excluded.payload, metadata = excluded.metadata, time_stamp = excluded.time_stamp
                WHERE s.sequence_number <= excluded.sequence_number
            """;

    private final JdbcTemplate jdbc;

    SnapshotTable(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    void store(DomainEventMessage<?> snapshot, Serializer serializer) {
        var payload = snapshot.serializePayload(serializer, byte[].class);
        jdbc.update(
                STORE,
                snapshot.getAggregateIdentifier(),
                snapshot.getType(),
                snapshot.getSequenceNumber(),
                snapshot.getIdentifier(),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                snapshot.serializeMetaData(serializer, byte[].class).getData(),
                snapshot.getTimestamp().atOffset(ZoneOffset.UTC));
    }

    Optional<DomainEventData<byte[]>> read(String aggregateId) {
        return jdbc
                .query(
                        "SELECT * FROM snapshot_event WHERE aggregate_identifier = ?",
                        (row, number) -> new GenericDomainEventEntry<>(
                                row.getString("aggregate_type"),
                                row.getString("aggregate_identifier"),
                                row.getLong("sequence_number"),
                                row.getString("event_identifier"),
                                row.getObject("time_stamp", OffsetDateTime.class)
                                        .toInstant()
                                        .toString(),
                                row.getString("type"),
                                row.getString("revision"),
                                row.getBytes("payload"),
                                row.getBytes("metadata")),
                        aggregateId)
                .stream()
                .<DomainEventData<byte[]>>map(entry -> entry)
                .findFirst();
    }
}
