package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventErasIT {

    @Test
    void whatIsAppendedAfterARestoreIntoAnotherClusterComesAfterWhatWasRestored() {
        try (var test = TestLog.create()) {
            test.append(TestLog.event("before", 0));
            // As a dump would bring them: rows with transaction ids that this cluster has not reached by far.
            test.jdbc.execute("""
                    INSERT INTO domain_event (era, transaction_id, aggregate_type, aggregate_identifier, sequence_number,
                                              event_identifier, type, revision, payload, metadata, time_stamp)
                    SELECT era, '9000000000000000000'::xid8, aggregate_type, 'restored', 0, 'restored', type, revision,
                           '{"note_text":"restored#0"}', metadata, time_stamp FROM domain_event
                    """);
            assertThat(test.textsAfter(CommitOrderToken.START)).containsExactly("before#0");

            var eras = new EventEras(test.dataSource, test.transactions);
            eras.openIfMoved();
            eras.openIfMoved();

            test.append(TestLog.event("restored", 1), TestLog.event("after", 0));
            assertThat(test.textsAfter(CommitOrderToken.START))
                    .containsExactly("before#0", "restored#0", "restored#1", "after#0");
            assertThat(test.engine.createHeadToken().era()).isEqualTo(2);
            assertThat(test.jdbc.queryForList("SELECT era FROM event_era ORDER BY era", Integer.class))
                    .containsExactly(1, 2);
        }
    }

    @Test
    void opensNoEraAtAnOrdinaryStart() {
        try (var test = TestLog.create()) {
            test.append(TestLog.event("note", 0));

            new EventEras(test.dataSource, test.transactions).openIfMoved();

            assertThat(test.jdbc.queryForObject("SELECT max(era) FROM event_era", Integer.class))
                    .isEqualTo(1);
        }
    }
}
