package shop.orderly.platform.replay;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.DocumentContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import shop.orderly.platform.deadletters.Edge;

/** The table of the meters refuses a total of 1000013; the reading that leads to it is parked, and then discarded. */
class DiscardedReplayIT {

    private static final String METER = "poisoned1";
    private static final String LETTERS = "/ops/v1/dead-letters/" + Meters.VIEW;
    private static final String PARKED =
            "SELECT count(*) FROM dead_letter_entry WHERE processing_group LIKE 'meter-view%'";

    private final Meters meters = new Meters();
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        service = MeterService.startWithEdge(meters.database, Meters.SLOWLY);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void passesOverWhatAnOperatorHasDiscardedAndSaysHowMuch() {
        meters.read("m", 20, 10, 1);
        poison();
        discardAndRedriveTheRest();
        meters.spoil();

        var rebuilt = rebuild("start");

        assertThat(rebuilt.<String>read("$.error")).isNull();
        assertThat(rebuilt.<String>read("$.state")).isEqualTo("done");
        assertThat(rebuilt.<Integer>read("$.verification.passed_over")).isEqualTo(1);
        assertThat(rebuilt.<Integer>read("$.verification.events")).isEqualTo(202);
        showsAllButTheDiscarded();
        meters.read("poisoned", 1, 1, 1);
        await().atMost(ofSeconds(20)).until(() -> total() == 1_000_023);
    }

    @Test
    void passesOverItFromALaterPlaceToo() {
        meters.read("m", 20, 10, 1);
        poison();
        discardAndRedriveTheRest();

        var rebuilt = rebuild("100");

        assertThat(rebuilt.<String>read("$.error")).isNull();
        assertThat(rebuilt.<Integer>read("$.verification.passed_over")).isEqualTo(1);
        showsAllButTheDiscarded();
    }

    @Test
    void failsIfItHasParkedWhatIsDiscardedMeanwhileAndTheNextOnePassesOverIt() {
        poison();
        meters.read("m", 150, 40, 1);
        await().atMost(ofSeconds(20)).until(() -> meters.count("SELECT count(*) FROM meters.reading") == 6001);
        var operators = RebuildEdge.of(service);
        var rebuild = operators.started("start");
        await().atMost(ofSeconds(20)).until(() -> meters.count(PARKED) == 4);
        operators.change(rebuild, "pause");
        discardAndRedriveTheRest();
        operators.change(rebuild, "resume");

        var ended = operators.ended(rebuild);

        assertThat(ended.<String>read("$.state")).isEqualTo("failed");
        assertThat(ended.<String>read("$.error")).contains("parked 1 events before they were discarded");
        assertThat(rebuild("start").<String>read("$.state")).isEqualTo("done");
        showsAllButTheDiscarded();
    }

    /** Parks the reading that the table refuses, and one behind it. */
    private void poison() {
        meters.read("poisoned", 1, 1, 1_000_012);
        meters.read("poisoned", 1, 1, 1);
        meters.read("poisoned", 1, 1, 10);
        await().atMost(ofSeconds(20)).until(() -> meters.count(PARKED) == 2);
    }

    private void discardAndRedriveTheRest() {
        var edge = new Edge(service);
        var first = edge.ask("GET", LETTERS + "?sequence=" + METER, null).<String>read("$.items[0].event_id");
        edge.ask("POST", LETTERS + "/discards", """
                {"sequence":"%s","event_id":"%s","reason":"the meter was read twice"}""".formatted(METER, first));
        edge.ask("POST", LETTERS + "/redrives", "{\"sequence\":\"" + METER + "\"}");
        assertThat(total()).isEqualTo(1_000_022);
    }

    private DocumentContext rebuild(String from) {
        var operators = RebuildEdge.of(service);
        return operators.ended(operators.started(from));
    }

    private void showsAllButTheDiscarded() {
        assertThat(total()).isEqualTo(1_000_022);
        assertThat(meters.count("SELECT count(*) FROM meters.reading"))
                .isEqualTo(meters.count("SELECT count(*) FROM domain_event") - 1);
        assertThat(meters.count(PARKED)).isZero();
    }

    private long total() {
        return meters.count("SELECT total FROM meters.meter_view WHERE meter = '" + METER + "'");
    }
}
