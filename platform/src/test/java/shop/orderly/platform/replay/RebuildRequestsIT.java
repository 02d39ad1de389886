package shop.orderly.platform.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators ask of rebuilds over HTTP. */
class RebuildRequestsIT {

    private final Meters meters = new Meters();

    @Test
    void handlesAgainFromAMomentOn() {
        try (var service = MeterService.startWithEdge(meters.database)) {
            meters.read("old", 10, 10, 1);
            meters.showsWhatHappened();
            var last = lastEvent();
            var moment = meters.jdbc
                    .sql("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                    .query(String.class)
                    .single();
            meters.read("new", 10, 10, 1);
            showsOnlyTheNewOnesAgain(RebuildEdge.of(service), moment, last);
        }
    }

    @Test
    void handlesAgainFromAPositionOn() {
        try (var service = MeterService.startWithEdge(meters.database)) {
            meters.read("old", 10, 10, 1);
            meters.showsWhatHappened();
            var last = lastEvent();
            meters.read("new", 10, 10, 1);
            showsOnlyTheNewOnesAgain(RebuildEdge.of(service), Long.toString(last + 1), last);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-1", "2026-11-27", "1e3", ""})
    void saysWhatAPlaceMayBe(String from) {
        try (var service = MeterService.startWithEdge(meters.database)) {
            var answer = RebuildEdge.of(service).request(from);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("must be start, an ISO instant or a position");
        }
    }

    @Test
    void comparesASampleOfManyEvents() {
        try (var service = MeterService.startWithEdge(
                meters.database, Meters.SLOWLY, "orderly.processing.rebuild.verify-events=100")) {
            meters.read("m", 200, 10, 1);
            meters.showsWhatHappened();
            var operators = RebuildEdge.of(service);

            var rebuilt = operators.ended(operators.started("start"));

            assertThat(rebuilt.<String>read("$.state")).isEqualTo("done");
            assertThat(rebuilt.<Boolean>read("$.verification.whole")).isFalse();
            assertThat(rebuilt.<Integer>read("$.verification.one_in")).isEqualTo(20);
            int sampled = rebuilt.read("$.verification.tables[0].compared");
            assertThat(sampled).isBetween(1, 50);
            assertThat(rebuilt.<Integer>read("$.verification.events")).isEqualTo(10 * sampled);
            assertThat(rebuilt.<Integer>read("$.verification.tables[0].rows")).isEqualTo(200);

            var doubted = meters.pausedMidway(service);
            meters.jdbc
                    .sql("UPDATE next_meter_view.meter_view SET total = total + 1")
                    .update();
            operators.change(doubted.id(), "resume");

            var failed = operators.ended(doubted.id());

            assertThat(failed.<String>read("$.state")).isEqualTo("failed");
            assertThat(failed.<List<String>>read("$.verification.tables[0].differing"))
                    .isNotEmpty();
            meters.showsWhatHappened();
        }
    }

    @Test
    void ofTwoOperatorsAtOnceOneBeginsAndTheOtherIsToldOfIt() throws Exception {
        try (var one = MeterService.startWithEdge(meters.database);
                var other = MeterService.startWithEdge(meters.database);
                var operators = Executors.newFixedThreadPool(2)) {
            meters.read("m", 50, 20, 1);
            meters.showsWhatHappened();
            for (var from : List.of("start", "500", "start", "500", "start")) {
                var together = new CyclicBarrier(2);
                var answers = operators
                        .invokeAll(List.of(
                                asking(RebuildEdge.of(one), from, together),
                                asking(RebuildEdge.of(other), from, together)))
                        .stream()
                        .map(answer -> answer.resultNow())
                        .toList();

                assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(202, 409);
                String begun = answer(answers, 202, "$.id");
                assertThat(answer(answers, 409, "$.type")).endsWith("rebuild_under_way");
                assertThat(answer(answers, 409, "$.id")).isEqualTo(begun);
                var ended = RebuildEdge.of(one).ended(begun);
                assertThat(ended.<String>read("$.state")).as(ended.jsonString()).isEqualTo("done");
            }
            assertThat(meters.count("SELECT count(*) FROM projection_rebuild")).isEqualTo(5);
        }
    }

    private static Callable<HttpResponse<String>> asking(RebuildEdge edge, String from, CyclicBarrier together) {
        return () -> {
            together.await(20, TimeUnit.SECONDS);
            return edge.request(from);
        };
    }

    private static String answer(List<HttpResponse<String>> answers, int status, String path) {
        return answers.stream()
                .filter(it -> it.statusCode() == status)
                .map(it -> JsonPath.<String>read(it.body(), path))
                .findFirst()
                .orElseThrow();
    }

    /** Rows of old events are taken over, right or wrong; those of new ones are made again. */
    private void showsOnlyTheNewOnesAgain(RebuildEdge operators, String from, long last) {
        meters.showsWhatHappened();
        meters.jdbc.sql("DELETE FROM meters.meter_view WHERE meter LIKE 'new%'").update();
        meters.jdbc
                .sql("UPDATE meters.meter_view SET total = -1 WHERE meter = 'old1'")
                .update();

        var rebuilt = operators.ended(operators.started(from));

        assertThat(rebuilt.<String>read("$.error")).isNull();
        assertThat(rebuilt.<String>read("$.state")).isEqualTo("done");
        assertThat(rebuilt.<String>read("$.from")).isEqualTo(from);
        assertThat(rebuilt.<Integer>read("$.start_position").longValue()).isEqualTo(last);
        assertThat(rebuilt.<Integer>read("$.verification.events")).isEqualTo(100);
        assertThat(meters.count("SELECT count(*) FROM meters.meter_view WHERE meter LIKE 'new%' AND total = 10"))
                .isEqualTo(10);
        assertThat(meters.count("SELECT total FROM meters.meter_view WHERE meter = 'old1'"))
                .isEqualTo(-1);
    }

    private long lastEvent() {
        return meters.count("SELECT max(global_index) FROM domain_event");
    }
}
