package shop.orderly.platform.replay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.processing.GroupPlaces;

/** A rebuild of the meters' view has parked an event; whether the live group has got over it, its segment tells. */
class RebuiltLettersIT {

    private static final String METER = "poisoned1";

    private final Meters meters = new Meters();
    private final Projection projection = Projection.of(Meters.VIEW, "meters.meter_view");

    @Test
    void asksTheSegmentOfTheSequenceHoweverFarTheOthersAre() {
        try (var service = MeterService.start(meters.database)) {
            meters.read("poisoned", 1, 1, 1);
            meters.showsWhatHappened();
            var place = service.getBean(JdbcClient.class)
                    .sql("SELECT era, transaction_id::text::bigint, global_index FROM domain_event")
                    .query((row, number) -> new CommitOrderToken(row.getInt(1), row.getLong(2), row.getLong(3)))
                    .single();
            meters.jdbc.sql("""
                            INSERT INTO dead_letter_entry (dead_letter_identifier, processing_group, sequence_identifier,
                                sequence_index, message_type, event_identifier, time_stamp, payload_type, payload, enqueued_at)
                            SELECT 'letter', 'meter-view.rebuild', aggregate_identifier, 0, 'event', event_identifier, '',
                                type, payload, '' FROM domain_event""").update();
            var own = Segment.computeSegment(0, 0, 1).matches(METER.hashCode()) ? 0 : 1;

            assertThatThrownBy(() -> requireNoMore(own, place, CommitOrderToken.START))
                    .isInstanceOf(RebuildFailedException.class)
                    .hasMessageContaining("1 sequences");
            assertThatCode(() -> requireNoMore(own, CommitOrderToken.START, place))
                    .doesNotThrowAnyException();

            meters.jdbc.sql("""
                            INSERT INTO dead_letter_entry (dead_letter_identifier, processing_group, sequence_identifier,
                                sequence_index, message_type, event_identifier, time_stamp, payload_type, payload, enqueued_at)
                            SELECT 'live letter', 'meter-view', sequence_identifier, sequence_index, message_type,
                                event_identifier, time_stamp, payload_type, payload, enqueued_at FROM dead_letter_entry""").update();
            assertThatCode(() -> requireNoMore(own, place, place)).doesNotThrowAnyException();
        }
    }

    private void requireNoMore(int own, CommitOrderToken ofOwn, CommitOrderToken ofOther) {
        RebuiltLetters.requireNoMore(
                meters.jdbc,
                projection,
                List.of(new GroupPlaces.Stored(own, null, ofOwn), new GroupPlaces.Stored(1 - own, null, ofOther)));
    }
}
