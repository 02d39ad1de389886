package shop.orderly.platform.snapshots;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored snapshots. Dropping them is always safe: aggregates load from their events, only slower. */
final class Snapshots {

    private static final String KINDS = """
            SELECT aggregate_type, count(*) AS count, max(time_stamp) AS newest FROM snapshot_event
            GROUP BY aggregate_type ORDER BY aggregate_type
            """;

    private static final String BEHIND = """
            SELECT e.aggregate_identifier FROM domain_event e
            LEFT JOIN snapshot_event s ON s.aggregate_identifier = e.aggregate_identifier
            WHERE e.aggregate_type = ?
            GROUP BY e.aggregate_identifier, s.sequence_number
            HAVING max(e.sequence_number) > coalesce(s.sequence_number, -1)
            ORDER BY e.aggregate_identifier
            """;

    private final JdbcClient jdbc;

    Snapshots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The snapshots of one kind of aggregate. */
    record Kind(String aggregateType, long count, Instant newestAt) {}

    List<Kind> kinds() {
        return jdbc.sql(KINDS)
                .query((row, number) -> new Kind(
                        row.getString("aggregate_type"),
                        row.getLong("count"),
                        row.getObject("newest", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Deletes them.
     *
     * @param aggregateType null for all
     * @return how many there were
     */
    int drop(@Nullable String aggregateType) {
        return aggregateType == null
                ? jdbc.sql("DELETE FROM snapshot_event").update()
                : jdbc.sql("DELETE FROM snapshot_event WHERE aggregate_type = ?")
                        .param(aggregateType)
                        .update();
    }

    /** The aggregates of a type that have events which no snapshot covers. */
    List<String> behind(String aggregateType) {
        return jdbc.sql(BEHIND).param(aggregateType).query(String.class).list();
    }

    /** How many were made at or after a moment. */
    long madeSince(Instant moment) {
        return jdbc.sql("SELECT count(*) FROM snapshot_event WHERE time_stamp >= ?")
                .param(moment.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}
