package shop.orderly.platform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlierRevisionsOnTheWireIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String STORE = """
            INSERT INTO domain_event (era, aggregate_type, aggregate_identifier, sequence_number, event_identifier, type,
                                      revision, payload, metadata, time_stamp)
            SELECT max(era), 'Ship', ?, 0, ?, 'ship.renamed', 1, convert_to(?, 'UTF8'), convert_to('{}', 'UTF8'), now()
            FROM event_era
            """;

    @Test
    void anOldEventIsPublishedAsItWasStoredAndReadByWhoeverWantsIt() {
        var topic = "old-wire-it.events";
        var json = "{ \"ship_name\" : \"Old Ironsides\" }";
        try (var harbour = Service.publishing("harbour", topic);
                var museum = Service.subscribing("museum", topic)) {
            harbour.sql().sql(STORE).params("constitution", "id-1", json).update();

            await().atMost(LIMIT).until(() -> Wire.keys(topic).contains("constitution"));
            var record = Wire.read(topic).getFirst();
            assertThat(Wire.text(record.value())).isEqualTo(json);
            assertThat(Wire.headers(record)).contains(Map.entry("ce_eventversion", "1"));

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(museum.bean(Lookout.class).names)
                            .containsEntry("constitution", "Old Ironsides"));
            assertThat(museum.sql()
                            .sql("SELECT revision || convert_from(payload, 'UTF8') FROM domain_event")
                            .query(String.class)
                            .single())
                    .isEqualTo("1" + json);
        }
    }
}
