package shop.orderly.platform.processing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;

/** Where processing groups stand in the event log, and what lies behind those places. */
public final class GroupPlaces {

    private static final String STORED = """
            SELECT segment, owner, coalesce(place ->> 'era', '0')::integer AS era,
                coalesce(place ->> 'transactionId', '0')::bigint AS transaction_id,
                coalesce(place ->> 'globalIndex', '0')::bigint AS global_index
            FROM (SELECT segment, owner, coalesce(json -> 'currentToken', json) AS place FROM (
                SELECT segment, owner, convert_from(token, 'UTF8')::jsonb AS json FROM token_entry
                WHERE processor_name = ? AND segment >= 0) AS stored) AS places
            ORDER BY segment""";

    private static final String BEHIND =
            " FROM domain_event WHERE (era, transaction_id, global_index) > (?, ?::xid8, ?)";

    private final JdbcClient jdbc;
    private final ObjectProvider<EventProcessingConfiguration> processing;

    GroupPlaces(JdbcClient jdbc, ObjectProvider<EventProcessingConfiguration> processing) {
        this.jdbc = jdbc;
        this.processing = processing;
    }

    /**
     * A segment as its token says.
     *
     * @param owner the replica that works on it, or null
     * @param place up to which it has handled the log
     */
    public record Stored(int segment, @Nullable String owner, CommitOrderToken place) {}

    /** The stored places of a group's segments, in their order; empty if it has never started. */
    public List<Stored> stored(String group) {
        return stored(jdbc, group);
    }

    /** The same in the transaction of another connection. */
    public static List<Stored> stored(JdbcClient jdbc, String group) {
        return jdbc.sql(STORED)
                .param(group)
                .query((row, number) -> new Stored(
                        row.getInt("segment"),
                        row.getString("owner"),
                        new CommitOrderToken(
                                row.getInt("era"), row.getLong("transaction_id"), row.getLong("global_index"))))
                .list();
    }

    /** The places of a group's segments: exact for those that run here, else as stored some seconds ago at most. */
    public Map<Integer, CommitOrderToken> of(String group) {
        var places = new HashMap<Integer, CommitOrderToken>();
        stored(group).forEach(stored -> places.put(stored.segment(), stored.place()));
        processing
                .getObject()
                .eventProcessor(group, StreamingEventProcessor.class)
                .ifPresent(here -> here.processingStatus().forEach((segment, status) -> {
                    if (WrappedToken.unwrapLowerBound(status.getTrackingToken()) instanceof CommitOrderToken place) {
                        places.merge(segment, place, CommitOrderToken::upperBound);
                    }
                }));
        return places;
    }

    /** The place of the slowest segment. */
    public CommitOrderToken slowest(String group) {
        return of(group).values().stream().min(Comparator.naturalOrder()).orElse(CommitOrderToken.START);
    }

    /**
     * Counts the stored events behind a place.
     *
     * @param most where counting stops
     */
    public int behind(CommitOrderToken place, int most) {
        return jdbc.sql("SELECT count(*) FROM (SELECT" + BEHIND + " LIMIT ?) AS later")
                .params(place.era(), Long.toUnsignedString(place.transactionId()), place.globalIndex(), most)
                .query(Integer.class)
                .single();
    }

    /** Whether a group has handled every event of an aggregate that is stored so far; what is unsure counts as not. */
    boolean hasHandled(String group, String aggregateId) {
        var place = slowest(group);
        return jdbc.sql("SELECT NOT EXISTS (SELECT" + BEHIND + " AND aggregate_identifier = ?)")
                .params(place.era(), Long.toUnsignedString(place.transactionId()), place.globalIndex(), aggregateId)
                .query(Boolean.class)
                .single();
    }

    /** When the first event behind a place happened. */
    public Optional<Instant> firstBehind(CommitOrderToken place) {
        return jdbc.sql("SELECT time_stamp" + BEHIND + " ORDER BY era, transaction_id, global_index LIMIT 1")
                .params(place.era(), Long.toUnsignedString(place.transactionId()), place.globalIndex())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }
}
