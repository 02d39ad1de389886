package shop.orderly.platform.processing;

import java.util.Comparator;
import java.util.HashMap;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.WrappedToken;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;

/** Tells how far a view is behind the event log, so that an answer can say how fresh it is. */
public final class ViewLag {

    /** The header of an answer from a view: the number of stored events that the answer may not show yet. */
    public static final String HEADER = "Orderly-Lag-Events";

    /** Counting stops here. */
    public static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final ObjectProvider<EventProcessingConfiguration> processing;

    ViewLag(JdbcClient jdbc, ObjectProvider<EventProcessingConfiguration> processing) {
        this.jdbc = jdbc;
        this.processing = processing;
    }

    /**
     * How many stored events a processing group has not handled yet: exact for the segments that run here, an upper bound
     * for those of other replicas, which store their place every few seconds when there is nothing to do.
     *
     * @return 0..1000; 1000 means that many or more
     */
    public int of(String group) {
        var place = slowest(group);
        return jdbc.sql("""
                        SELECT count(*) FROM (SELECT FROM domain_event
                            WHERE (era, transaction_id, global_index) > (?, ?::xid8, ?) LIMIT ?) AS later""")
                .params(place.era(), Long.toUnsignedString(place.transactionId()), place.globalIndex(), MOST)
                .query(Integer.class)
                .single();
    }

    private CommitOrderToken slowest(String group) {
        var places = new HashMap<Integer, CommitOrderToken>();
        jdbc.sql("""
                        SELECT segment, coalesce(place ->> 'era', '0')::integer AS era,
                            coalesce(place ->> 'transactionId', '0')::bigint AS transaction_id,
                            coalesce(place ->> 'globalIndex', '0')::bigint AS global_index
                        FROM (SELECT segment, coalesce(json -> 'currentToken', json) AS place FROM (
                            SELECT segment, convert_from(token, 'UTF8')::jsonb AS json FROM token_entry
                            WHERE processor_name = ? AND segment >= 0) AS stored) AS places""").param(group).query(row -> {
            places.put(
                    row.getInt("segment"),
                    new CommitOrderToken(
                            row.getInt("era"), row.getLong("transaction_id"), row.getLong("global_index")));
        });
        processing
                .getObject()
                .eventProcessor(group, StreamingEventProcessor.class)
                .ifPresent(here -> here.processingStatus().forEach((segment, status) -> {
                    if (WrappedToken.unwrapLowerBound(status.getTrackingToken()) instanceof CommitOrderToken place) {
                        places.merge(segment, place, CommitOrderToken::upperBound);
                    }
                }));
        return places.values().stream().min(Comparator.naturalOrder()).orElse(CommitOrderToken.START);
    }
}
