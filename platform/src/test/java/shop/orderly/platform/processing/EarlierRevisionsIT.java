package shop.orderly.platform.processing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.processing.LampService.InstallLamp;
import shop.orderly.platform.processing.LampService.SwitchLamp;
import shop.orderly.platformtest.EmbeddedDatabase;

/** What earlier releases have stored is read by whoever reads it. */
class EarlierRevisionsIT {

    private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.create("earlier");
    private static final String STORE = """
            INSERT INTO domain_event (era, aggregate_type, aggregate_identifier, sequence_number, event_identifier, type,
                                      revision, payload, metadata, time_stamp)
            SELECT max(era), 'Lamp', ?, ?, ?, 'lamp.switched', ?, convert_to(?, 'UTF8'), convert_to('{}', 'UTF8'), now()
            FROM event_era
            """;

    private static ConfigurableApplicationContext service;
    private static JdbcClient jdbc;

    private final String lamp = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        service = LampService.start(DATABASE);
        jdbc = service.getBean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anAggregateRemembersThem() {
        LampService.send(service, new InstallLamp(lamp, 3_600_000));
        store(1, 1, "{\"times\":5}");

        assertThat(LampService.send(service, new SwitchLamp(lamp))).isEqualTo(6);
    }

    @Test
    void aProjectionShowsThem() {
        store(0, 1, "{\"times\":7}");

        await().atMost(ofSeconds(20)).until(() -> shown().equals(Optional.of(7)));
    }

    @Test
    void aParkedOneStaysAsItWasAndIsShownWhenRedriven() {
        store(0, 1, "{\"times\" : 13}"); // the table refuses the thirteenth
        await().atMost(ofSeconds(20)).until(() -> parked().isPresent());
        assertThat(parked()).contains("1 {\"times\" : 13}");

        var owner = JdbcClient.create(DATABASE.dataSource());
        owner.sql("ALTER TABLE lamp_view DROP CONSTRAINT lamp_view_times_check").update();
        assertThat(service.getBean(EventProcessingConfiguration.class)
                        .sequencedDeadLetterProcessor("lamp-view")
                        .orElseThrow()
                        .process(letter -> letter.message().getPayload() instanceof LampService.LampSwitched switched
                                && switched.lampId().equals(lamp)))
                .isTrue();

        assertThat(shown()).contains(13);
        assertThat(parked()).isEmpty();
    }

    @Test
    void aSnapshotOfAnOldShapeIsPassedOver() {
        LampService.send(service, new InstallLamp(lamp, 3_600_000));
        store(1, 1, "{\"times\":2}");
        jdbc.sql("""
                        INSERT INTO snapshot_event
                        VALUES (?, 'Lamp', 1, ?, ?, '0', convert_to('{"times":99}', 'UTF8'), convert_to('{}', 'UTF8'), now())
                        """)
                .params(lamp, UUID.randomUUID().toString(), LampService.Lamp.class.getName())
                .update();

        assertThat(LampService.send(service, new SwitchLamp(lamp))).isEqualTo(3);
    }

    @Test
    void oneOfANewerReleaseIsRefusedAloud() {
        LampService.send(service, new InstallLamp(lamp, 3_600_000));
        store(1, 3, "{\"lamp_id\":\"x\",\"times\":2}");

        assertThatThrownBy(() -> LampService.send(service, new SwitchLamp(lamp)))
                .hasStackTraceContaining(SerializationException.class.getSimpleName())
                .hasStackTraceContaining("lamp.switched comes in revision 3, this service knows it up to 2");
        await().atMost(ofSeconds(20)).until(() -> parked().isPresent());
    }

    private void store(long sequence, int revision, String json) {
        jdbc.sql(STORE)
                .params(lamp, sequence, UUID.randomUUID().toString(), revision, json)
                .update();
    }

    private Optional<Integer> shown() {
        return jdbc.sql("SELECT times FROM lamp_view WHERE lamp_id = ?")
                .param(lamp)
                .query(Integer.class)
                .optional();
    }

    private Optional<String> parked() {
        return jdbc.sql("""
                        SELECT payload_revision || ' ' || convert_from(payload, 'UTF8') FROM dead_letter_entry
                        WHERE aggregate_identifier = ? AND processing_group = 'lamp-view'
                        """).param(lamp).query(String.class).optional();
    }
}
