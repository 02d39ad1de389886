package shop.orderly.platform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that the inbox could not take in, as operators see them. */
class ParkedIntakeIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TOPIC = "parked-it.events";
    private static final String INBOX = "/ops/v1/dead-letters/inbox";
    private static Service museum;

    @BeforeAll
    static void start() {
        museum = Service.subscribing("museum", TOPIC);
    }

    @AfterAll
    static void stop() {
        museum.close();
    }

    @AfterEach
    void clear() {
        museum.sql().sql("DELETE FROM parked_record").update();
    }

    @Test
    void showsARecordThatCannotBeReadWithItsRawReason() {
        send("ship-1", "id-1", "not json");
        var letter = onlyLetter();

        assertThat(letter)
                .containsEntry("service", "museum")
                .containsEntry("processor", "inbox")
                .containsEntry("event_id", "id-1")
                .containsEntry("event_type", "ship.renamed")
                .containsEntry("aggregate_id", "ship-1")
                .containsEntry("sequence_number", 0)
                .containsEntry("cause_type", "unreadable");
        assertThat(String.valueOf(letter.get("cause_message"))).startsWith("the value is not JSON");
        assertThat(ask("GET", INBOX + "?sequence=" + letter.get("sequence"), null)
                        .<String>read("$.items[0].payload"))
                .isEqualTo("not json");
        assertThat(redrive(letter)).isEqualTo(Map.of("redriven", 0, "still_parked", 1));
    }

    @Test
    void showsARecordThatIsNoEventByItsPlace() {
        Wire.send(TOPIC, null, null, Map.of());

        var letter = onlyLetter();
        assertThat(String.valueOf(letter.get("event_id"))).matches("parked-it\\.events-\\d@\\d+");
        assertThat(letter).containsEntry("event_type", null);
    }

    @Test
    void takesAMendedRecordInOnceHoweverManyOperatorsAsk() {
        send("ship-2", "id-2", "{");
        var letter = onlyLetter();
        museum.sql()
                .sql("UPDATE parked_record SET record_value = convert_to(?, 'UTF8')")
                .param("{\"ship_id\":\"ship-2\",\"ship_name\":\"Mended\"}")
                .update();

        var first = CompletableFuture.supplyAsync(() -> redrive(letter));
        var second = CompletableFuture.supplyAsync(() -> redrive(letter));

        assertThat(List.of(first.join(), second.join()))
                .containsExactlyInAnyOrder(
                        Map.of("redriven", 1, "still_parked", 0), Map.of("redriven", 0, "still_parked", 0));
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(museum.bean(Lookout.class).names).containsEntry("ship-2", "Mended"));
    }

    @Test
    void keepsARecordWhosePlaceIsTakenAndDiscardsItWithAReason() {
        send("ship-3", "id-3", "{\"ship_id\":\"ship-3\",\"ship_name\":\"First\"}");
        send("ship-3", "id-4", "{\"ship_id\":\"ship-3\",\"ship_name\":\"Second\"}");
        var letter = onlyLetter();

        assertThat(letter).containsEntry("cause_type", "refused");
        assertThat(redrive(letter)).isEqualTo(Map.of("redriven", 0, "still_parked", 1));
        var discard = "{\"sequence\":\"" + letter.get("sequence") + "\",\"event_id\":\"id-4\",\"reason\":\"a double\"}";
        assertThat(museum.call("POST", INBOX + "/discards", discard, "customer").statusCode())
                .isEqualTo(403);
        assertThat(museum.call("POST", INBOX + "/discards", discard.replace("id-4", "id-3"), "ops")
                        .statusCode())
                .isEqualTo(409);
        assertThat(museum.call("POST", INBOX + "/discards", discard, "ops").statusCode())
                .isEqualTo(204);
        assertThat(museum.sql()
                        .sql(
                                "SELECT reason || ' ' || (letter ->> 'topic') FROM discarded_letter WHERE event_id = 'id-4'")
                        .query(String.class)
                        .single())
                .isEqualTo("a double " + TOPIC);
        assertThat(redrive(letter)).isEqualTo(Map.of("redriven", 0, "still_parked", 0));
    }

    private static void send(String ship, String id, String json) {
        Wire.send(
                TOPIC,
                ship,
                json,
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id,
                        "ce_type", "ship.renamed",
                        "ce_source", "urn:orderly:test",
                        "ce_time", "2026-03-01T10:11:12Z",
                        "ce_subject", ship,
                        "ce_eventversion", "2",
                        "ce_sequence", "0",
                        "ce_aggregatetype", "Ship",
                        "content-type", "application/json"));
    }

    private static Map<String, Object> onlyLetter() {
        return await().atMost(LIMIT)
                .until(
                        () -> ask("GET", "/ops/v1/dead-letters?processor=inbox", null)
                                .<List<Map<String, Object>>>read("$.items"),
                        letters -> letters.size() == 1)
                .getFirst();
    }

    private static Map<String, Integer> redrive(Map<String, Object> letter) {
        return ask("POST", INBOX + "/redrives", "{\"sequence\":\"" + letter.get("sequence") + "\"}")
                .read("$");
    }

    private static DocumentContext ask(String method, String path, @Nullable String body) {
        var answer = museum.call(method, path, body, "ops");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.parse(answer.body());
    }
}
