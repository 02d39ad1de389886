package shop.orderly.platform.processing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platformtest.EmbeddedDatabase;

/** What a replica knows of a segment holds until it leaves the segment. */
class MovedSegmentIT {

    private static final String ONE_SEGMENT = "orderly.processing.groups.lamp-view.segments=1";

    private final EmbeddedDatabase database = EmbeddedDatabase.create("moved");
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @Test
    void aReplicaThatTakesItsSegmentBackFindsWhatAnotherParkedThere() {
        try (var first = LampService.start(database, ONE_SEGMENT);
                var second = LampService.start(database, ONE_SEGMENT)) {
            await().atMost(ofSeconds(20)).until(() -> hasIt(first));
            LampService.install(first, "lamp");
            LampService.switchTimes(first, "lamp", 2);
            await().atMost(ofSeconds(20)).until(() -> times().equals(List.of(2)));

            move(first, second);
            LampService.switchTimes(first, "lamp", 11); // the table refuses a thirteenth time
            await().atMost(ofSeconds(20)).until(() -> letters().equals(List.of(13L)));

            move(second, first);
            LampService.switchTimes(first, "lamp", 2);
            await().atMost(ofSeconds(20)).until(() -> letters().equals(List.of(13L, 14L, 15L)));
            assertThat(times()).containsExactly(12);
        }
    }

    private static void move(ConfigurableApplicationContext from, ConfigurableApplicationContext to) {
        processor(from).releaseSegment(0, 3, TimeUnit.SECONDS);
        await().atMost(ofSeconds(20)).until(() -> hasIt(to) && !hasIt(from));
    }

    private static boolean hasIt(ConfigurableApplicationContext service) {
        return processor(service).processingStatus().containsKey(0);
    }

    private static StreamingEventProcessor processor(ConfigurableApplicationContext service) {
        return service.getBean(EventProcessingConfiguration.class)
                .eventProcessor("lamp-view", StreamingEventProcessor.class)
                .orElseThrow();
    }

    private List<Integer> times() {
        return jdbc.sql("SELECT times FROM lamp_view").query(Integer.class).list();
    }

    private List<Long> letters() {
        return jdbc.sql("SELECT sequence_number FROM dead_letter_entry WHERE processing_group = 'lamp-view'"
                        + " ORDER BY sequence_index")
                .query(Long.class)
                .list();
    }
}
