package shop.orderly.platform.processing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platformtest.EmbeddedDatabase;

/** Replicas of one service share its segments, whichever has started first. */
class SegmentBalanceIT {

    private static final String[] QUICKLY = {
        "orderly.processing.claim-timeout=2s", "orderly.processing.groups.lamp-view.segments=4"
    };

    private final EmbeddedDatabase database = EmbeddedDatabase.create("balance");
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @Test
    void aReplicaThatComesLaterGetsItsShareAndOnesThatGoLeaveTheirs() {
        try (var first = LampService.start(database, QUICKLY)) {
            await().atMost(ofSeconds(20)).until(() -> shares("lamp-view").equals(List.of(4)));
            try (var second = LampService.start(database, QUICKLY);
                    var third = LampService.start(database, QUICKLY)) {
                await().atMost(ofSeconds(30)).until(() -> shares("lamp-view").equals(List.of(1, 1, 2)));
                await().atMost(ofSeconds(30)).until(() -> shares("lamp-log").equals(List.of(1, 1)));
                await().atMost(ofSeconds(30)).until(() -> shares("lamp-watch").equals(List.of(1, 1)));
                switchLamps(second);
                assertThat(here(first) + here(second) + here(third)).isEqualTo(4);
            }
            await().atMost(ofSeconds(20)).until(() -> shares("lamp-view").equals(List.of(4)));
            switchLamps(first);
        }
        assertThat(jdbc.sql("SELECT count(*) FROM processor_replica")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void takesBackWhatNobodyTookAndForgetsWhoIsSilent() {
        try (var service = LampService.start(database, QUICKLY)) {
            await().atMost(ofSeconds(20)).until(() -> shares("lamp-view").equals(List.of(4)));
            jdbc.sql("INSERT INTO processor_replica VALUES ('lamp-view', 'dead', clock_timestamp())")
                    .update();
            await().atMost(ofSeconds(20)).until(() -> shares("lamp-view").equals(List.of(3)));
            await().atMost(ofSeconds(20)).until(() -> shares("lamp-view").equals(List.of(4)));
            assertThat(jdbc.sql("SELECT count(*) FROM processor_replica WHERE replica = 'dead'")
                            .query(Integer.class)
                            .single())
                    .isZero();
            switchLamps(service);
        }
    }

    /** How many segments each owner has, the least first. */
    private List<Integer> shares(String processor) {
        return jdbc.sql("SELECT count(*) FROM token_entry WHERE processor_name = ? AND owner IS NOT NULL"
                        + " GROUP BY owner ORDER BY 1")
                .param(processor)
                .query(Integer.class)
                .list();
    }

    private static int here(ConfigurableApplicationContext service) {
        return service.getBean(EventProcessingConfiguration.class)
                .eventProcessor("lamp-view", StreamingEventProcessor.class)
                .orElseThrow()
                .processingStatus()
                .size();
    }

    /** Lamps of every segment, whose rows follow. */
    private void switchLamps(ConfigurableApplicationContext service) {
        var prefix = "lamp-"
                + jdbc.sql("SELECT count(*) FROM lamp_view")
                        .query(Integer.class)
                        .single() + "-";
        for (var lamp = 0; lamp < 20; lamp++) {
            LampService.install(service, prefix + lamp);
            LampService.switchTimes(service, prefix + lamp, 2);
        }
        await().atMost(ofSeconds(20))
                .until(() -> jdbc.sql("SELECT count(*) FROM lamp_view WHERE lamp_id LIKE ? AND times = 2")
                                .param(prefix + "%")
                                .query(Integer.class)
                                .single()
                        == 20);
    }
}
