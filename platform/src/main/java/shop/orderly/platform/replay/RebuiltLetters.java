package shop.orderly.platform.replay;

import java.util.List;
import org.axonframework.eventhandling.Segment;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.processing.GroupPlaces;

/** The letters that a rebuild has parked, against those of the live group, whose place they are to take. */
final class RebuiltLetters {

    private static final String MORE = """
            SELECT DISTINCT ON (sequence_identifier) sequence_identifier, event.era,
                event.transaction_id::text::bigint AS transaction_id, event.global_index
            FROM dead_letter_entry AS rebuilt
            JOIN domain_event AS event ON event.event_identifier = rebuilt.event_identifier
            WHERE rebuilt.processing_group = ?
                AND NOT EXISTS (SELECT FROM dead_letter_entry AS present
                    WHERE present.processing_group = ?
                        AND present.sequence_identifier = rebuilt.sequence_identifier)
            ORDER BY sequence_identifier, rebuilt.sequence_index""";

    private static final String DISCARDED = """
            SELECT count(*) FROM dead_letter_entry AS rebuilt
            JOIN discarded_letter AS discarded ON discarded.event_id = rebuilt.event_identifier
            WHERE rebuilt.processing_group = ? AND discarded.processor = ?""";

    private RebuiltLetters() {}

    /** The first letter of a sequence. */
    private record First(String sequence, CommitOrderToken place) {}

    /**
     * What live handlers have got over must not be parked by the exchange.
     *
     * @param live where the live segments stand
     */
    static void requireNoMore(JdbcClient jdbc, Projection projection, List<GroupPlaces.Stored> live) {
        var more = jdbc
                .sql(MORE)
                .params(projection.rebuilding(), projection.group())
                .query((row, number) -> new First(
                        row.getString("sequence_identifier"),
                        new CommitOrderToken(
                                row.getInt("era"), row.getLong("transaction_id"), row.getLong("global_index"))))
                .list()
                .stream()
                .filter(first -> isHandled(first, live))
                .count();
        if (more > 0) {
            throw new RebuildFailedException("The rebuild has parked the events of " + more + " sequences that "
                    + projection.group() + " has not parked: its rows would lack them");
        }
    }

    /** A segment that has nothing to do stores its place only now and then, so that only an event's own segment can tell. */
    private static boolean isHandled(First first, List<GroupPlaces.Stored> live) {
        var numbers = live.stream().mapToInt(GroupPlaces.Stored::segment).toArray();
        return live.stream()
                .filter(it -> Segment.computeSegment(it.segment(), numbers)
                        .matches(first.sequence().hashCode()))
                .anyMatch(it -> it.place().covers(first.place()));
    }

    /** What was parked here before an operator discarded it there would be a letter once more, and hold up what follows. */
    static void requireNoneDiscarded(JdbcClient jdbc, Projection projection) {
        var discarded = jdbc.sql(DISCARDED)
                .params(projection.rebuilding(), projection.group())
                .query(Long.class)
                .single();
        if (discarded > 0) {
            throw new RebuildFailedException("The rebuild had parked " + discarded
                    + " events before they were discarded from " + projection.group()
                    + "; start a new rebuild, which passes over them");
        }
    }
}
