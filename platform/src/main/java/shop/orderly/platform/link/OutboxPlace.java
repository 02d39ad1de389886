package shop.orderly.platform.link;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.eventstore.PostgresEventStorageEngine;

/**
 * Where the outbox of this service stands in the log, on whichever replica it runs, and the way back from there.
 *
 * <p>Moving it takes the segment from its owner in the same transaction: a batch that is under way cannot store its own
 * place any more ({@code OwnedTokens}), is rolled back, and whoever claims the segment next begins at the moved place. If
 * the batch was faster, the move waits for its commit and moves what it has stored.
 */
final class OutboxPlace {

    private static final String SEGMENTS = "SELECT segment, token, token_type FROM token_entry WHERE processor_name = '"
            + Outbox.GROUP + "' ORDER BY segment";

    private static final String MOVE = "UPDATE token_entry SET token = ?, token_type = ?, owner = NULL"
            + " WHERE processor_name = '" + Outbox.GROUP + "' AND segment = ?";

    /** Counting stops here: the whole history may be behind, and nobody waits for an exact number then. */
    static final int MOST = 100_000;

    private static final String BEHIND = """
            SELECT type, count(*) AS events FROM (
                SELECT type FROM domain_event
                WHERE (era, transaction_id, global_index) > (?, ?::xid8, ?) AND type = ANY (?)
                  AND aggregate_type IS NOT NULL AND NOT jsonb_exists(convert_from(metadata, 'UTF8')::jsonb, ?)
                ORDER BY era, transaction_id, global_index LIMIT ?) AS later
            GROUP BY type
            """;

    /** The place before every event that has this number or a later one: numbers and commits have not the same order. */
    private static final String AT_POSITION = """
            SELECT e.era, e.transaction_id::text AS transaction_id, e.global_index - 1 AS global_index
            FROM domain_event AS e WHERE e.global_index >= ?
            ORDER BY e.era, e.transaction_id, e.global_index LIMIT 1
            """;

    private final JdbcClient jdbc;
    private final Serializer serializer;
    private final PostgresEventStorageEngine log;
    private final TransactionOperations transaction;

    /** @param serializer the one that tokens are stored with */
    OutboxPlace(
            JdbcClient jdbc, Serializer serializer, PostgresEventStorageEngine log, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.serializer = serializer;
        this.log = log;
        this.transaction = transaction;
    }

    private record Segment(int number, CommitOrderToken place) {}

    /** The slowest segment's place. */
    CommitOrderToken present() {
        return slowest(segments(SEGMENTS));
    }

    /** Before the first event of all. */
    CommitOrderToken start() {
        return log.createTailToken();
    }

    /** Before the first event that happened at or after a moment; behind the last one if there is none. */
    CommitOrderToken at(Instant moment) {
        return log.createTokenAt(moment);
    }

    /** Before every event that has this number in the log or a later one; empty if there is none. */
    Optional<CommitOrderToken> at(long position) {
        return jdbc.sql(AT_POSITION)
                .param(position)
                .query((row, number) -> new CommitOrderToken(
                        row.getInt("era"), Long.parseUnsignedLong(row.getString("transaction_id")), row.getLong(3)))
                .optional();
    }

    /**
     * Moves every segment back; one that stands there or earlier stays where it is, so that nothing is left out.
     *
     * @return where the slowest segment stands now
     */
    CommitOrderToken moveBackTo(CommitOrderToken place) {
        var now = transaction.execute(status -> {
            var segments = segments(SEGMENTS + " FOR UPDATE");
            var stored = serializer.serialize(place, byte[].class);
            segments.stream()
                    .filter(segment -> segment.place().compareTo(place) > 0)
                    .forEach(segment -> jdbc.sql(MOVE)
                            .params(stored.getData(), stored.getType().getName(), segment.number())
                            .update());
            var slowest = slowest(segments);
            return slowest.compareTo(place) < 0 ? slowest : place;
        });
        return Objects.requireNonNull(now);
    }

    /** How many events of each type wait behind a place to be published; all together at most {@value #MOST}. */
    Map<String, Long> behind(CommitOrderToken place, List<String> types) {
        var behind = new TreeMap<String, Long>();
        jdbc.sql(BEHIND)
                .params(
                        place.era(),
                        Long.toUnsignedString(place.transactionId()),
                        place.globalIndex(),
                        types.toArray(String[]::new),
                        Outbox.ORIGIN,
                        MOST)
                .query(row -> {
                    behind.put(row.getString("type"), row.getLong("events"));
                });
        return behind;
    }

    private List<Segment> segments(String sql) {
        return jdbc.sql(sql)
                .query((row, number) ->
                        new Segment(row.getInt("segment"), place(row.getBytes("token"), row.getString("token_type"))))
                .list();
    }

    private static CommitOrderToken slowest(List<Segment> segments) {
        return segments.stream()
                .map(Segment::place)
                .min(CommitOrderToken::compareTo)
                .orElse(CommitOrderToken.START);
    }

    private CommitOrderToken place(byte @Nullable [] json, @Nullable String type) {
        if (json == null || type == null) {
            return CommitOrderToken.START;
        }
        TrackingToken token = serializer.deserialize(new SimpleSerializedObject<>(json, byte[].class, type, null));
        return WrappedToken.unwrapLowerBound(token) instanceof CommitOrderToken place ? place : CommitOrderToken.START;
    }
}
