package shop.orderly.platform.deadletters;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.processing.LampService;
import shop.orderly.platformtest.EmbeddedDatabase;

/** The table of the lamp view refuses a lamp's thirteenth switching, until its owner mends it. */
class DeadLettersIT {

    private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.create("letters");
    private static final String VIEW = "/ops/v1/dead-letters/lamp-view";

    private static ConfigurableApplicationContext service;
    private static ConfigurableApplicationContext replica;
    private static JdbcClient jdbc;
    private static Edge edge;

    private final String lamp = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        service = LampService.startWithEdge(DATABASE);
        replica = LampService.startWithEdge(DATABASE);
        jdbc = service.getBean(JdbcClient.class);
        edge = new Edge(service);
    }

    @AfterAll
    static void stop() {
        replica.close();
        service.close();
    }

    @BeforeEach
    void poison() {
        owner("ALTER TABLE lamp_view ADD CONSTRAINT poison CHECK (times <> 12) NOT VALID");
    }

    @AfterEach
    void mend() {
        owner("ALTER TABLE lamp_view DROP CONSTRAINT IF EXISTS poison");
        jdbc.sql("DELETE FROM dead_letter_entry").update();
    }

    @Test
    void parksASequenceWhileOthersFlowAndTellsWhyItIsParked() {
        var other = UUID.randomUUID().toString();
        LampService.install(service, other);
        park(lamp, 12);
        LampService.switchTimes(service, other, 3);
        await().atMost(ofSeconds(20)).until(() -> times(other).equals(List.of(3)));

        var letter = edge.ask("GET", "/ops/v1/dead-letters?processor=lamp-view", null)
                .<List<Map<String, Object>>>read("$.items[?(@.aggregate_id == '" + lamp + "')]")
                .getFirst();
        assertThat(letter)
                .containsEntry("service", "lamps")
                .containsEntry("processor", "lamp-view")
                .containsEntry("sequence", lamp)
                .containsEntry("size", 1)
                .containsEntry("event_type", "lamp.switched")
                .containsEntry("revision", "2")
                .containsEntry("sequence_number", 12)
                .containsKeys("event_id", "enqueued_at", "last_touched", "cause_type");
        assertThat(String.valueOf(letter.get("cause_message"))).contains("poison");
        var whole = edge.ask("GET", VIEW + "?sequence=" + lamp, null);
        assertThat(whole.<List<?>>read("$.items")).hasSize(1);
        assertThat(whole.<Integer>read("$.items[0].payload.times")).isEqualTo(12);
        assertThat(service.getBean(MeterRegistry.class)
                        .get("orderly.dead.letters")
                        .tag("processor", "lamp-view")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aRedriveThatFailsKeepsTheLettersAndSaysTheNewCause() {
        park(lamp, 12);
        LampService.switchTimes(service, lamp, 2);
        await().atMost(ofSeconds(20)).until(() -> letters(lamp) == 3);
        owner("ALTER TABLE lamp_view DROP CONSTRAINT poison,"
                + " ADD CONSTRAINT other_poison CHECK (times <> 14) NOT VALID, DROP CONSTRAINT lamp_view_times_check");
        try {
            var answer = redrive(service, lamp);

            assertThat(answer).isEqualTo(Map.of("redriven", 0, "still_parked", 1));
            assertThat(letters(lamp)).isEqualTo(1);
            assertThat(times(lamp)).containsExactly(13);
            assertThat(jdbc.sql("SELECT cause_message FROM dead_letter_entry WHERE sequence_identifier = ?")
                            .param(lamp)
                            .query(String.class)
                            .single())
                    .contains("other_poison");
        } finally {
            owner("ALTER TABLE lamp_view DROP CONSTRAINT other_poison,"
                    + " ADD CONSTRAINT lamp_view_times_check CHECK (times <> 13) NOT VALID");
        }
    }

    @Test
    void mendedAndRedrivenTheRowsEqualThoseOfACleanBuild() {
        park(lamp, 12);
        LampService.switchTimes(service, lamp, 3);
        await().atMost(ofSeconds(20)).until(() -> letters(lamp) == 4);
        owner("ALTER TABLE lamp_view DROP CONSTRAINT poison, DROP CONSTRAINT lamp_view_times_check");
        try {
            assertThat(redrive(service, lamp)).isEqualTo(Map.of("redriven", 1, "still_parked", 0));
            LampService.switchTimes(service, lamp, 1);
            await().atMost(ofSeconds(20)).until(() -> times(lamp).equals(List.of(16)));
            var redriven = row(lamp);

            replica.getBean(EventProcessingConfiguration.class)
                    .eventProcessor("lamp-view", StreamingEventProcessor.class)
                    .ifPresent(StreamingEventProcessor::shutDown);
            var view = service.getBean(EventProcessingConfiguration.class)
                    .eventProcessor("lamp-view", StreamingEventProcessor.class)
                    .orElseThrow();
            view.shutDown();
            view.resetTokens();
            view.start();
            await().atMost(ofSeconds(20)).until(() -> row(lamp).equals(redriven));
        } finally {
            owner("ALTER TABLE lamp_view ADD CONSTRAINT lamp_view_times_check CHECK (times <> 13) NOT VALID");
            replica.getBean(EventProcessingConfiguration.class)
                    .eventProcessor("lamp-view", StreamingEventProcessor.class)
                    .ifPresent(StreamingEventProcessor::start);
        }
    }

    @Test
    void twoOperatorsOnTwoReplicasHandleASequenceOnce() {
        LampService.install(service, lamp);
        LampService.switchTimes(service, lamp, 20); // the log refuses the seventeenth and has no key
        await().atMost(ofSeconds(20)).until(() -> parked("lamp-log", lamp) == 4);
        owner("ALTER TABLE lamp_log DROP CONSTRAINT lamp_log_times_check");
        try {
            var first = CompletableFuture.supplyAsync(() -> redriveLog(service));
            var second = CompletableFuture.supplyAsync(() -> redriveLog(replica));

            assertThat(List.of(first.join(), second.join()))
                    .allSatisfy(answer -> assertThat(answer).containsEntry("still_parked", 0))
                    .extracting(answer -> answer.get("redriven"))
                    .containsExactlyInAnyOrder(1, 0);
            assertThat(jdbc.sql("SELECT times FROM lamp_log WHERE lamp_id = ? ORDER BY times")
                            .param(lamp)
                            .query(Integer.class)
                            .list())
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
        } finally {
            owner("ALTER TABLE lamp_log ADD CONSTRAINT lamp_log_times_check CHECK (times <> 17) NOT VALID");
        }
    }

    @Test
    void onlyTheFirstLetterIsDiscardedWithAReasonAndKeptWhole() {
        park(lamp, 12);
        LampService.switchTimes(service, lamp, 2);
        await().atMost(ofSeconds(20)).until(() -> letters(lamp) == 3);
        var events = edge.ask("GET", VIEW + "?sequence=" + lamp, null).<List<String>>read("$.items[*].event_id");

        assertThat(discard(events.get(1), "not wanted")).isEqualTo("409 urn:orderly:problem:not_the_first_letter");
        assertThat(discard(events.get(0), " ")).isEqualTo("400 urn:orderly:problem:validation_failed");
        assertThat(discard(events.get(0), "a bad day")).isEqualTo("204 ");
        assertThat(discard(events.get(1), "refused by the table")).isEqualTo("204 ");

        assertThat(jdbc.sql("""
                        SELECT discarded_by || ' ' || reason || ' ' || (letter ->> 'sequence_number')
                        FROM discarded_letter WHERE sequence = ? AND processor = 'lamp-view' ORDER BY id
                        """).param(lamp).query(String.class).list())
                .containsExactly("ops:o-1 a bad day 12", "ops:o-1 refused by the table 13");
        assertThat(redrive(service, lamp)).isEqualTo(Map.of("redriven", 1, "still_parked", 0));
        assertThat(times(lamp)).containsExactly(14);
        assertThat(discard(events.get(2), "again")).isEqualTo("404 urn:orderly:problem:dead_letter_not_found");
    }

    @Test
    void isForOperators() {
        assertThat(edge.call("GET", "/ops/v1/dead-letters", null, "customer").statusCode())
                .isEqualTo(403);
        assertThat(edge.call("GET", VIEW + "?sequence=x", null, "merchant").statusCode())
                .isEqualTo(403);
        assertThat(edge.call("POST", VIEW + "/redrives", "{}", "customer").statusCode())
                .isEqualTo(403);
        assertThat(edge.call("POST", VIEW + "/discards", "{}", "customer").statusCode())
                .isEqualTo(403);
        assertThat(edge.call("GET", VIEW + "?sequence=nothing", null, "admin").statusCode())
                .isEqualTo(404);
        assertThat(edge.call("POST", "/ops/v1/dead-letters/lamp-watch/redrives", "{}", "ops")
                        .body())
                .contains("urn:orderly:problem:processor_not_found", "lamp-log, lamp-view");
    }

    private static void park(String lamp, int times) {
        LampService.install(service, lamp);
        LampService.switchTimes(service, lamp, times);
        await().atMost(ofSeconds(20)).until(() -> letters(lamp) == 1);
    }

    private static void owner(String sql) {
        JdbcClient.create(DATABASE.dataSource()).sql(sql).update();
    }

    private static Map<String, Integer> redrive(ConfigurableApplicationContext on, String sequence) {
        return new Edge(on)
                .ask("POST", VIEW + "/redrives", "{\"sequence\":\"" + sequence + "\"}")
                .read("$");
    }

    private static Map<String, Integer> redriveLog(ConfigurableApplicationContext on) {
        return new Edge(on)
                .ask("POST", "/ops/v1/dead-letters/lamp-log/redrives", "{}")
                .read("$");
    }

    private String discard(String eventId, String reason) {
        var answer = edge.call(
                "POST",
                VIEW + "/discards",
                "{\"sequence\":\"" + lamp + "\",\"event_id\":\"" + eventId + "\",\"reason\":\"" + reason + "\"}",
                "ops");
        return answer.statusCode() + " "
                + (answer.body().isEmpty() ? "" : JsonPath.<String>read(answer.body(), "$.type"));
    }

    private static int letters(String lamp) {
        return parked("lamp-view", lamp);
    }

    private static int parked(String group, String lamp) {
        return jdbc.sql("SELECT count(*) FROM dead_letter_entry WHERE processing_group = ? AND sequence_identifier = ?")
                .params(group, lamp)
                .query(Integer.class)
                .single();
    }

    private static List<Integer> times(String lamp) {
        return jdbc.sql("SELECT times FROM lamp_view WHERE lamp_id = ?")
                .param(lamp)
                .query(Integer.class)
                .list();
    }

    private static List<Map<String, Object>> row(String lamp) {
        return jdbc.sql("SELECT * FROM lamp_view WHERE lamp_id = ?")
                .param(lamp)
                .query()
                .listOfRows();
    }
}
