package shop.orderly.platform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import shop.orderly.platformtest.TestJwt;

/** The link while Kafka seems down or the inbox is held, on a developer's machine. */
class FaultyLinkIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String LOCAL = "spring.profiles.active=local";

    @Test
    void publishesNothingWhileKafkaSeemsDownAndEverythingAfterwards() throws Exception {
        var topic = "faulty-outbox.events";
        try (var harbour = Service.publishing("harbour", topic, LOCAL, "orderly.link.outbox.retry-every=200ms")) {
            harbour.append(0, new ShipRenamed("before", "n"));
            await().atMost(LIMIT).until(() -> Wire.keys(topic).contains("before"));

            put(harbour, "{\"faults\":{\"kafka\":\"down\"}}");
            harbour.append(0, new ShipRenamed("during", "n"));
            await().atMost(LIMIT).until(() -> "retrying".equals(outbox(harbour)));
            assertThat(Wire.keys(topic)).doesNotContain("during");

            put(harbour, "{\"faults\":{}}");
            await().atMost(LIMIT).until(() -> Wire.keys(topic).contains("during"));
        }
    }

    @Test
    void takesNothingInWhileTheInboxIsHeldAndEverythingAfterwards() throws Exception {
        var topic = "faulty-inbox.events";
        try (var harbour = Service.publishing("harbour", topic);
                var lighthouse = Service.subscribing("lighthouse", topic, LOCAL)) {
            harbour.append(0, new ShipRenamed("before", "n"));
            await().atMost(LIMIT).until(() -> lighthouse.stored().contains("before:0"));

            put(lighthouse, "{\"faults\":{\"inbox\":\"pause\"}}");
            // A poll that was under way when it was switched may still bring something; the next brings nothing.
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> held(harbour, lighthouse, topic));

            put(lighthouse, "{\"faults\":{}}");
            await().atMost(LIMIT)
                    .until(() -> lighthouse.stored().size() == harbour.stored().size());
        }
    }

    private static long next;

    /** Whether an event that reached Kafka is not taken in within two polls. */
    private static boolean held(Service harbour, Service lighthouse, String topic) {
        var ship = "during-" + next++;
        harbour.append(0, new ShipRenamed(ship, "n"));
        await().atMost(LIMIT).until(() -> Wire.keys(topic).contains(ship));
        try {
            await().atMost(Duration.ofMillis(1500))
                    .until(() -> lighthouse.stored().contains(ship + ":0"));
            return false;
        } catch (ConditionTimeoutException held) {
            return true;
        }
    }

    private static @Nullable Object outbox(Service service) {
        return Objects.requireNonNull(service.bean(LinkHealthIndicator.class).health())
                .getDetails()
                .get("outbox");
    }

    private static void put(Service service, String body) throws Exception {
        var port = service.bean(Environment.class).getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ops/v1/faults"))
                .header("Authorization", TestJwt.bearer("operator-1", "ops"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }
}
