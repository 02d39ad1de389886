package shop.orderly.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

@SpringBootTest(
        classes = ParcelService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=platform",
            "spring.application.name=parcels",
            "orderly.service.kafka=false",
            TestJwt.PROPERTY
        })
class IdempotencyKeyIT {

    private static final String BOOK = "{\"what\":\"book\"}";

    private static final String REUSED = "urn:orderly:problem:idempotency_key_reused";

    private final HttpClient http = HttpClient.newHttpClient();

    private final String key = UUID.randomUUID().toString();

    @LocalServerPort
    private int port;

    private final ParcelService.Endpoint parcels;

    private final JdbcClient jdbc;

    private final IdempotencyKeys keys;

    IdempotencyKeyIT(
            @Autowired ParcelService.Endpoint parcels, @Autowired JdbcClient jdbc, @Autowired IdempotencyKeys keys) {
        this.parcels = parcels;
        this.jdbc = jdbc;
        this.keys = keys;
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        for (var property : EmbeddedDatabase.create("idempotency").properties()) {
            var at = property.indexOf('=');
            registry.add(property.substring(0, at), () -> property.substring(at + 1));
        }
    }

    @BeforeEach
    void forget() {
        parcels.effects.set(0);
        parcels.failuresToCome.set(0);
        parcels.arrived.drainPermits();
        parcels.mayGoOn.drainPermits();
    }

    @Test
    void answersARepeatWithTheFirstAnswerAndDoesNothing() throws Exception {
        var first = send("ann", key, BOOK);
        var second = send("ann", key, BOOK);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body()).contains("\"number\":1");
        assertThat(header(second, "Location")).isEqualTo(header(first, "Location"));
        assertThat(header(second, "Content-Type")).isEqualTo(header(first, "Content-Type"));
        assertThat(header(second, "Idempotent-Replayed")).isEqualTo("true");
        assertThat(parcels.effects).hasValue(1);
    }

    @Test
    void remembersARefusalToo() throws Exception {
        var first = send("ann", key, "{\"what\":\"refused\"}");
        var second = send("ann", key, "{\"what\":\"refused\"}");

        assertThat(first.statusCode()).isEqualTo(409);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).isEqualTo(first.body()).contains("too_heavy");
        assertThat(header(second, "Content-Type")).startsWith("application/problem+json");
        assertThat(parcels.effects).hasValue(1);
    }

    @Test
    void tenAtOnceHaveOneEffect() throws Exception {
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < 10; i++) {
            answers.add(http.sendAsync(request("ann", key, BOOK), HttpResponse.BodyHandlers.ofString()));
        }
        for (var answer : answers) {
            var response = answer.get(30, TimeUnit.SECONDS);
            if (response.statusCode() == 409) {
                assertThat(response.body()).contains("idempotency_key_in_flight");
            } else {
                assertThat(response.statusCode()).isEqualTo(201);
                assertThat(response.body()).contains("\"number\":1");
            }
        }
        assertThat(parcels.effects).hasValue(1);
        assertThat(send("ann", key, BOOK).body()).contains("\"number\":1");
    }

    @Test
    void refusesTheKeyForAnotherBodyOrPath() throws Exception {
        send("ann", key, BOOK);

        assertThat(send("ann", key, "{\"what\":\"pen\"}").body()).contains(REUSED);
        var elsewhere = HttpRequest.newBuilder(request("ann", key, BOOK), (name, value) -> true)
                .uri(uri("/api/v1/parcels?express=true"))
                .build();
        var answer = http.send(elsewhere, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains(REUSED);
        assertThat(parcels.effects).hasValue(1);
    }

    @Test
    void keepsUsersApart() throws Exception {
        var anns = send("ann", key, BOOK);
        var bobs = send("bob", key, BOOK);

        assertThat(bobs.statusCode()).isEqualTo(201);
        assertThat(header(bobs, "Location")).isNotEqualTo(header(anns, "Location"));
        assertThat(parcels.effects).hasValue(2);
    }

    @Test
    void saysThatTheFirstIsStillBeingDone() throws Exception {
        var slow = http.sendAsync(request("ann", key, "{\"what\":\"slow\"}"), HttpResponse.BodyHandlers.ofString());
        assertThat(parcels.arrived.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

        var meanwhile = send("ann", key, "{\"what\":\"slow\"}");
        parcels.mayGoOn.release();

        assertThat(meanwhile.statusCode()).isEqualTo(409);
        assertThat(meanwhile.body()).contains("idempotency_key_in_flight");
        assertThat(header(meanwhile, "Retry-After")).isNotEmpty();
        assertThat(slow.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    }

    @Test
    void takesOverAfterACrashWithTheSameResourceId() throws Exception {
        var slow = http.sendAsync(request("ann", key, "{\"what\":\"slow\"}"), HttpResponse.BodyHandlers.ofString());
        assertThat(parcels.arrived.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        jdbc.sql("UPDATE idempotency_key SET lease_until = now() - interval '1 second' WHERE key = ?")
                .param(key)
                .update();
        var second = http.sendAsync(request("ann", key, "{\"what\":\"slow\"}"), HttpResponse.BodyHandlers.ofString());
        assertThat(parcels.arrived.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        parcels.mayGoOn.release(2);

        var location = header(slow.get(30, TimeUnit.SECONDS), "Location");
        assertThat(location).isNotEmpty();
        assertThat(header(second.get(30, TimeUnit.SECONDS), "Location")).isEqualTo(location);
        assertThat(send("ann", key, "{\"what\":\"slow\"}").body())
                .isEqualTo(second.get(30, TimeUnit.SECONDS).body());
    }

    @Test
    void doesNotRememberAFailureButTheResourceId() throws Exception {
        parcels.failuresToCome.set(1);
        var failed = send("ann", key, BOOK);
        var resource = jdbc.sql("SELECT resource_id FROM idempotency_key WHERE key = ?")
                .param(key)
                .query(String.class)
                .single();
        var retried = send("ann", key, BOOK);

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(retried.statusCode()).isEqualTo(201);
        assertThat(header(retried, "Location")).endsWith(resource);
        assertThat(parcels.effects).hasValue(1);
    }

    @Test
    void keepsAnAnswerForADayAndThenDeletesIt() throws Exception {
        send("ann", key, BOOK);
        age("24 hours");
        keys.deleteExpired();
        assertThat(header(send("ann", key, BOOK), "Idempotent-Replayed")).isEqualTo("true");

        age("2 hours");
        assertThat(keys.deleteExpired()).isEqualTo(1);
        assertThat(send("ann", key, BOOK).headers().firstValue("Idempotent-Replayed"))
                .isEmpty();
    }

    @Test
    void forgetsAnExpiredKeyThatWasNotCleanedYet() throws Exception {
        send("ann", key, BOOK);
        age("26 hours");

        assertThat(send("ann", key, "{\"what\":\"pen\"}").statusCode()).isEqualTo(201);
        assertThat(parcels.effects).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tab\there"})
    void refusesAKeyThatIsNoKey(String bad) throws Exception {
        var answer = send("ann", bad, BOOK);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("validation_failed").contains("Idempotency-Key");
        assertThat(send("ann", "k".repeat(256), BOOK).statusCode()).isEqualTo(400);
        assertThat(send("ann", "k".repeat(255), BOOK).statusCode()).isIn(201, 409);
    }

    @Test
    void doesNothingForWhoIsNotAuthenticated() throws Exception {
        var request = HttpRequest.newBuilder(request("ann", key, BOOK), (name, value) -> !name.equals("Authorization"))
                .build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        assertThat(jdbc.sql("SELECT count(*) FROM idempotency_key WHERE key = ?")
                        .param(key)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private void age(String interval) {
        jdbc.sql("UPDATE idempotency_key SET created_at = created_at - ?::interval WHERE key = ?")
                .params(interval, key)
                .update();
    }

    private HttpResponse<String> send(String user, String idempotencyKey, String body)
            throws IOException, InterruptedException {
        return http.send(request(user, idempotencyKey, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String user, String idempotencyKey, String body) {
        return HttpRequest.newBuilder(uri("/api/v1/parcels"))
                .header("Authorization", TestJwt.bearer(user, "customer"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
