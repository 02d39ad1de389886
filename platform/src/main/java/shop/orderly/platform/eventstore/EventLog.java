package shop.orderly.platform.eventstore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The SQL of the event log. Writes join the current transaction; reads of the whole log never do. */
final class EventLog {

    private static final String COLUMNS = """
            era, transaction_id::text AS transaction_id, global_index, aggregate_type, aggregate_identifier, \
            sequence_number, event_identifier, type, revision, payload, metadata, time_stamp""";

    /** Every transaction below this has ended: what is committed below can never be overtaken. */
    private static final String READABLE = """
            (era, transaction_id) \
            < ((SELECT max(era) FROM event_era), pg_snapshot_xmin(pg_current_snapshot()))""";

    /** By the column itself, not by its text of the same name in the select list. */
    private static final String IN_COMMIT_ORDER =
            " ORDER BY domain_event.era, domain_event.transaction_id, domain_event.global_index";

    private static final String INCOMING = """
            WITH incoming AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::integer[], ?::bytea[],
                                     ?::bytea[], ?::timestamptz[])
                WITH ORDINALITY AS e (aggregate_type, aggregate_identifier, sequence_number, event_identifier, type,
                                      revision, payload, metadata, time_stamp, place)
            ), here AS (
                SELECT max(era) AS era, pg_current_xact_id() AS transaction_id FROM event_era
            ), appended AS (
                INSERT INTO domain_event (era, transaction_id, aggregate_type, aggregate_identifier, sequence_number,
                                          event_identifier, type, revision, payload, metadata, time_stamp)
                SELECT h.era, h.transaction_id, i.aggregate_type, i.aggregate_identifier, i.sequence_number,
                       i.event_identifier, i.type, i.revision, i.payload, i.metadata, i.time_stamp
                FROM incoming i CROSS JOIN here h
            """;

    /** True if an event would sort before its predecessor, because this transaction got its id before that one's. */
    private static final String UNLESS_A_PREDECESSOR_IS_YOUNGER = """
                WHERE NOT EXISTS (
                    SELECT FROM incoming n
                    JOIN domain_event p ON p.aggregate_identifier = n.aggregate_identifier
                                       AND p.sequence_number = n.sequence_number - 1
                    CROSS JOIN here
                    WHERE (p.era, p.transaction_id) > (here.era, here.transaction_id))
            """;

    private static final String APPEND = INCOMING + UNLESS_A_PREDECESSOR_IS_YOUNGER + """
                ORDER BY i.place
                RETURNING 1
            )
            SELECT (SELECT count(*) FROM appended) AS appended, (SELECT transaction_id FROM here)::text AS transaction_id
            """;

    private static final String APPEND_NEW = INCOMING + """
                ORDER BY i.place
                ON CONFLICT (event_identifier) DO NOTHING
                RETURNING 1
            )
            SELECT (SELECT count(*) FROM appended) AS appended, (SELECT transaction_id FROM here)::text AS transaction_id
            """;

    /** Asked after the append: only then is a predecessor visible that another transaction committed meanwhile. */
    private static final String COUNT_SORTED_BEFORE_PREDECESSOR = """
            SELECT count(*) FROM domain_event n
            JOIN domain_event p ON p.aggregate_identifier = n.aggregate_identifier
                               AND p.sequence_number = n.sequence_number - 1
            WHERE n.event_identifier = ANY (?) AND n.transaction_id = pg_current_xact_id()
              AND (p.era, p.transaction_id) > (n.era, n.transaction_id)
            """;

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;

    EventLog(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** What an append did. */
    record Appended(int count, long transactionId) {}

    /** Events in commit order, and the id below which every transaction has ended. */
    record News(List<StoredEvent> events, long endedBelow) {}

    Appended append(List<StoredEvent> events) {
        return one(APPEND, events);
    }

    Appended appendNew(List<StoredEvent> events) {
        return one(APPEND_NEW, events);
    }

    boolean anySortedBeforePredecessor(List<String> eventIds) {
        var count = jdbc.query(
                COUNT_SORTED_BEFORE_PREDECESSOR,
                statement -> statement.setArray(1, statement.getConnection().createArrayOf("text", eventIds.toArray())),
                (row, number) -> row.getInt(1));
        return count.getFirst() > 0;
    }

    /** The events behind a place, in commit order, as far as nothing can come before them any more. */
    List<StoredEvent> readAfter(CommitOrderToken place, int limit) {
        return newsAfter(place, limit).events();
    }

    /** The events of one aggregate, in the current transaction. */
    List<StoredEvent> readAggregate(String aggregateId, long firstSequence, int limit) {
        return jdbc.query(
                "SELECT " + COLUMNS
                        + " FROM domain_event WHERE aggregate_identifier = ? AND sequence_number >= ? ORDER BY sequence_number LIMIT ?",
                (row, number) -> read(row),
                aggregateId,
                firstSequence,
                limit);
    }

    Optional<Long> lastSequence(String aggregateId) {
        return Optional.ofNullable(jdbc.queryForObject(
                "SELECT max(sequence_number) FROM domain_event WHERE aggregate_identifier = ?",
                Long.class,
                aggregateId));
    }

    /** The last event that can be read, or the start of an empty log. */
    CommitOrderToken end() {
        var last = alone(own -> own.query(
                "SELECT era, transaction_id::text AS transaction_id, global_index FROM domain_event WHERE " + READABLE
                        + " ORDER BY era DESC, domain_event.transaction_id DESC, global_index DESC LIMIT 1",
                (row, number) -> place(row)));
        return last.isEmpty() ? CommitOrderToken.START : last.getFirst();
    }

    /** The same, with the state of the log at the moment of reading. */
    News newsAfter(CommitOrderToken place, int limit) {
        return alone(own -> own.query(
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS ended_below, news.* FROM (SELECT) AS one"
                        + " LEFT JOIN LATERAL (SELECT " + COLUMNS
                        + " FROM domain_event WHERE (era, transaction_id, global_index) > (?, ?::xid8, ?) AND "
                        + READABLE + IN_COMMIT_ORDER + " LIMIT ?) AS news ON true",
                EventLog::news,
                place.era(),
                Long.toUnsignedString(place.transactionId()),
                place.globalIndex(),
                limit));
    }

    /** The place before the first event that happened at or after a moment, or behind the last if there is none. */
    CommitOrderToken placeAt(Instant moment) {
        var first = alone(own -> own.query(
                "SELECT era, transaction_id::text AS transaction_id, global_index - 1 AS global_index FROM domain_event"
                        + " WHERE time_stamp >= ? AND " + READABLE
                        + IN_COMMIT_ORDER + " LIMIT 1",
                (row, number) -> place(row),
                moment.atOffset(ZoneOffset.UTC)));
        return first.isEmpty() ? end() : first.getFirst();
    }

    private Appended one(String sql, List<StoredEvent> events) {
        return jdbc.query(
                        connection -> {
                            var statement = connection.prepareStatement(sql);
                            bind(statement, connection, events);
                            return statement;
                        },
                        (row, number) -> new Appended(
                                row.getInt("appended"), Long.parseUnsignedLong(row.getString("transaction_id"))))
                .getFirst();
    }

    private static void bind(java.sql.PreparedStatement statement, Connection connection, List<StoredEvent> events)
            throws SQLException {
        statement.setArray(1, array(connection, "text", events, StoredEvent::aggregateType));
        statement.setArray(2, array(connection, "text", events, StoredEvent::aggregateId));
        statement.setArray(3, array(connection, "bigint", events, StoredEvent::sequence));
        statement.setArray(4, array(connection, "text", events, StoredEvent::eventId));
        statement.setArray(5, array(connection, "text", events, StoredEvent::type));
        statement.setArray(6, array(connection, "integer", events, StoredEvent::revision));
        statement.setArray(7, bytes(connection, events, StoredEvent::payload));
        statement.setArray(8, bytes(connection, events, StoredEvent::metadata));
        statement.setArray(
                9,
                array(
                        connection,
                        "timestamptz",
                        events,
                        event -> event.timestamp().toString()));
    }

    private static java.sql.Array array(
            Connection connection,
            String type,
            List<StoredEvent> events,
            Function<StoredEvent, @Nullable Object> column)
            throws SQLException {
        return connection.createArrayOf(type, events.stream().map(column).toArray());
    }

    private static java.sql.Array bytes(
            Connection connection, List<StoredEvent> events, Function<StoredEvent, byte[]> column) throws SQLException {
        return connection.createArrayOf("bytea", events.stream().map(column).toArray(byte[][]::new));
    }

    private static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(
                place(row),
                row.getString("aggregate_type"),
                row.getString("aggregate_identifier"),
                row.getLong("sequence_number"),
                row.getString("event_identifier"),
                row.getString("type"),
                row.getInt("revision"),
                row.getBytes("payload"),
                row.getBytes("metadata"),
                row.getObject("time_stamp", OffsetDateTime.class).toInstant());
    }

    private static News news(ResultSet rows) throws SQLException {
        var endedBelow = 0L;
        var events = new ArrayList<StoredEvent>();
        while (rows.next()) {
            endedBelow = Long.parseUnsignedLong(rows.getString("ended_below"));
            if (rows.getString("transaction_id") != null) {
                events.add(read(rows));
            }
        }
        return new News(events, endedBelow);
    }

    private static CommitOrderToken place(ResultSet row) throws SQLException {
        return new CommitOrderToken(
                row.getInt("era"),
                Long.parseUnsignedLong(row.getString("transaction_id")),
                row.getLong("global_index"));
    }

    /** On a connection of its own: a long transaction of the caller must not fix what is seen of others. */
    private <T> T alone(Function<JdbcTemplate, T> work) {
        try (var connection = dataSource.getConnection()) {
            return work.apply(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException e) {
            throw new IllegalStateException("The event log cannot be reached", e);
        }
    }
}
