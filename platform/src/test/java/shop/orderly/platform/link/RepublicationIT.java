package shop.orderly.platform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.junit.jupiter.api.Test;
import shop.orderly.platformtest.EmbeddedDatabase;

class RepublicationIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void fillsALostTopicInOrderWhileWhoHasEverythingDropsIt() {
        var topic = "lost-it.events";
        try (var harbour = Service.publishing("harbour", topic);
                var archive = Service.subscribing("archive", topic)) {
            append(harbour, "a", 0, 6);
            append(harbour, "b", 0, 6);
            await().atMost(LIMIT).until(() -> archive.stored().size() == 12);

            Wire.delete(topic);
            var answer = republish(harbour, topic, "start");
            assertThat(answer).isEqualTo(List.of(0, 12));

            try (var newcomer = Service.subscribing("newcomer", topic)) {
                await().atMost(LIMIT).until(() -> newcomer.stored().size() == 12);
                assertThat(ofShip(newcomer, "a")).containsExactlyElementsOf(upTo("a", 6));
                assertThat(ofShip(newcomer, "b")).containsExactlyElementsOf(upTo("b", 6));
                await().atMost(LIMIT).until(() -> behind(harbour) == 0);

                append(harbour, "a", 6, 7);
                await().atMost(LIMIT).until(() -> newcomer.stored().size() == 13);
                // Its place was behind the end of the topic made anew: it begins at the start and drops what it has.
                await().atMost(LIMIT).until(() -> archive.stored().size() == 13);
                assertThat(ofShip(archive, "a")).containsExactlyElementsOf(upTo("a", 7));
            }
        }
    }

    @Test
    void keepsTheOrderOfEachKeyWhileOthersWrite() {
        var topic = "busy-it.events";
        try (var harbour = Service.publishing("harbour", topic)) {
            append(harbour, "a", 0, 20);
            var writer = CompletableFuture.runAsync(() -> append(harbour, "a", 20, 120));
            republish(harbour, topic, "start");
            writer.join();

            await().atMost(LIMIT).until(() -> {
                var seen = sequences(topic);
                return seen.size() > 120 && seen.getLast() == 119;
            });
            var seen = sequences(topic);
            assertThat(seen.subList(seen.lastIndexOf(0L), seen.size()))
                    .isEqualTo(LongStream.range(0, 120).boxed().toList());
        }
    }

    @Test
    void aBatchUnderWayCannotUndoItAndAnotherReplicaGoesOn() {
        var topic = "fenced-it.events";
        var database = EmbeddedDatabase.create("fenced");
        List<Object> links = List.of(Publications.none().and(topic, ShipEvent.class));
        try (var first = Service.start("harbour", database, links)) {
            append(first, "a", 0, 3);
            await().atMost(LIMIT).until(() -> sequences(topic).size() == 3 && behind(first) == 0);
            first.outbox().shutDown();
            var tokens = first.bean(TokenStore.class);
            var reached = tokens.fetchToken(Outbox.GROUP, 0); // as a batch that has been sent and not yet been stored

            assertThat(republish(first, topic, "start")).isEqualTo(List.of(0, 3));

            assertThatThrownBy(() -> tokens.storeToken(reached, Outbox.GROUP, 0))
                    .isInstanceOf(UnableToClaimTokenException.class);
            assertThat(behind(first)).isEqualTo(3);
        }
        try (var second = Service.start("harbour", database, links)) {
            await().atMost(LIMIT).until(() -> behind(second) == 0);
            assertThat(sequences(topic)).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
        }
    }

    @Test
    void aSecondCallDoesNotJumpForward() {
        var topic = "twice-it.events";
        try (var harbour = Service.publishing("harbour", topic)) {
            append(harbour, "a", 0, 4);
            await().atMost(LIMIT).until(() -> behind(harbour) == 0);
            harbour.outbox().shutDown();

            assertThat(republish(harbour, topic, "3")).isEqualTo(List.of(2, 2));
            assertThat(republish(harbour, topic, "4")).isEqualTo(List.of(2, 2));
            assertThat(republish(harbour, topic, "2")).isEqualTo(List.of(1, 3));
            assertThat(republish(harbour, topic, "2000-01-01T00:00:00Z")).isEqualTo(List.of(0, 4));
            assertThat(republish(harbour, topic, "2999-01-01T00:00:00Z")).isEqualTo(List.of(0, 4));
            harbour.outbox().start();

            await().atMost(LIMIT).until(() -> sequences(topic).size() == 8);
        }
    }

    @Test
    void isForOperatorsAndSaysWhatIsWrong() {
        var topic = "refused-it.events";
        try (var harbour = Service.publishing("harbour", topic)) {
            var path = "/ops/v1/publications/" + topic + "/republications";
            assertThat(harbour.call("POST", path, "{}", "customer").statusCode())
                    .isEqualTo(403);
            assertThat(harbour.call("GET", "/ops/v1/publications", null, "merchant")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(harbour.call("POST", path, "{\"from\":\"noon\"}", "ops").statusCode())
                    .isEqualTo(400);
            assertThat(harbour.call("POST", path, "{\"from\":\"99999\"}", "ops").statusCode())
                    .isEqualTo(400);
            assertThat(harbour.call("POST", path, "{\"from\":\"+1000000-01-01T00:00:00Z\"}", "ops")
                            .statusCode())
                    .isEqualTo(400);
            var elsewhere = harbour.call("POST", "/ops/v1/publications/other.events/republications", "{}", "ops");
            assertThat(elsewhere.statusCode()).isEqualTo(404);
            assertThat(elsewhere.body()).contains("urn:orderly:problem:publication_not_found", topic);
        }
    }

    private static void append(Service service, String ship, long from, long to) {
        LongStream.range(from, to).forEach(number -> service.append(number, new ShipRenamed(ship, "n" + number)));
    }

    private static List<Integer> republish(Service service, String topic, String from) {
        var answer = service.call(
                "POST", "/ops/v1/publications/" + topic + "/republications", "{\"from\":\"" + from + "\"}", "ops");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JsonPath.<List<String>>read(answer.body(), "$.topics")).containsExactly(topic);
        return List.of(JsonPath.read(answer.body(), "$.from_position"), JsonPath.read(answer.body(), "$.events"));
    }

    private static int behind(Service service) {
        return JsonPath.read(
                service.call("GET", "/ops/v1/publications", null, "admin").body(), "$.items[0].events_behind");
    }

    private static List<Long> sequences(String topic) {
        return Wire.read(topic).stream()
                .map(record -> Long.valueOf(Wire.headers(record).get("ce_sequence")))
                .toList();
    }

    private static List<String> ofShip(Service service, String ship) {
        return service.stored().stream()
                .filter(event -> event.startsWith(ship + ":"))
                .toList();
    }

    private static List<String> upTo(String ship, int end) {
        return LongStream.range(0, end).mapToObj(number -> ship + ":" + number).toList();
    }
}
