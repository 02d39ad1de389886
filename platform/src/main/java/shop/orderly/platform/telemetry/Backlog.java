package shop.orderly.platform.telemetry;

import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.platform.eventstore.CommitOrderToken;

/** How far a processing group is, on whichever replica its segments are worked on: asked when meters are read. */
final class Backlog {

    /** Further behind than this is told as this; counting more would cost more than it tells. */
    static final int MOST = 100_000;

    private static final String TOKENS =
            "SELECT token, token_type FROM token_entry WHERE processor_name = ? AND token IS NOT NULL";

    private static final String UNCLAIMED =
            "SELECT count(*) FROM token_entry WHERE processor_name = ? AND owner IS NULL";

    private static final String BEHIND = """
            SELECT count(*) FROM (
                SELECT FROM domain_event WHERE (era, transaction_id, global_index) > (?, ?::xid8, ?) LIMIT ?) AS behind
            """;

    private final JdbcTemplate jdbc;
    private final Serializer serializer;

    /**
     * @param serializer the one that tokens are stored with
     */
    Backlog(JdbcTemplate jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    /** Events behind the group's slowest segment, at most {@value #MOST}; {@code NaN} if the database cannot be asked. */
    double behind(String group) {
        try {
            var slowest = jdbc
                    .query(TOKENS, (row, number) -> token(row.getBytes("token"), row.getString("token_type")), group)
                    .stream()
                    .flatMap(Backlog::place)
                    .min(CommitOrderToken::compareTo)
                    .orElse(CommitOrderToken.START);
            return count(
                    BEHIND, slowest.era(), Long.toUnsignedString(slowest.transactionId()), slowest.globalIndex(), MOST);
        } catch (DataAccessException away) {
            return Double.NaN;
        }
    }

    /** Segments that no replica works on, which is what a failed segment is until it is tried again. */
    double unclaimed(String group) {
        try {
            return count(UNCLAIMED, group);
        } catch (DataAccessException away) {
            return Double.NaN;
        }
    }

    private double count(String sql, Object... arguments) {
        return Objects.requireNonNullElse(jdbc.queryForObject(sql, Long.class, arguments), 0L);
    }

    private TrackingToken token(byte[] json, String type) {
        return serializer.deserialize(new SimpleSerializedObject<>(json, byte[].class, type, null));
    }

    private static Stream<CommitOrderToken> place(TrackingToken token) {
        return WrappedToken.unwrapLowerBound(token) instanceof CommitOrderToken place ? Stream.of(place) : Stream.of();
    }
}
