package shop.orderly.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

/** The seed's way: one secret shared by all services; and what the others hear on Kafka. */
@SpringBootTest(
        classes = UsersApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=platform,user-service",
            "spring.application.name=user-service",
            "ORDERLY_REGISTRATION_ROLES=customer",
            "orderly.users.permitted-common-passwords=secret123",
            TestJwt.PROPERTY
        })
class SharedSecretIT {

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        for (var property : EmbeddedDatabase.create("users_shared").properties()) {
            var at = property.indexOf('=');
            registry.add(property.substring(0, at), () -> property.substring(at + 1));
        }
        registry.add("KAFKA_BROKERS", EmbeddedBroker::brokers);
    }

    @Test
    void signsWithTheSharedSecretAndPublishesNoKeys() throws Exception {
        var users = new UsersClient(HttpClient.newHttpClient(), port);
        var name = UsersClient.unique("sam");
        users.register(name, name + "@test.com");

        var token = users.login(name, UsersClient.PASSWORD).text("access_token");

        var head = new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
        assertThat(head).contains("\"HS256\"");
        assertThat(users.send("GET", "/api/v1/users/me", token, null).text("username"))
                .isEqualTo(name);
        assertThat(users.send("GET", "/.well-known/jwks.json", null, null)
                        .body()
                        .path("keys"))
                .isEmpty();
        var forged = TestJwt.sign(TestJwt.claims("root", "admin"), "another-secret-another-secret-another-secret");
        assertThat(users.send("GET", "/api/v1/users", forged, null).status()).isEqualTo(401);
    }

    @Test
    void tellsOtherServicesWhoRegisteredWithoutAnythingPersonal() throws Exception {
        var users = new UsersClient(HttpClient.newHttpClient(), port);
        var name = UsersClient.unique("tom");
        var id = users.register(name, name + "@test.com").text("id");

        var heard = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        EmbeddedBroker.brokers(),
                        "group.id",
                        name,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of("user.events"));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(heard::add);
                return heard.stream().anyMatch(record -> id.equals(record.key()));
            });
        }

        var record =
                heard.stream().filter(one -> id.equals(one.key())).findFirst().orElseThrow();
        assertThat(new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .isEqualTo("user.registered");
        assertThat(record.value())
                .contains(id)
                .contains("customer")
                .doesNotContain(name)
                .doesNotContain("merchant");
    }

    @Test
    void doesNotStartWithAWellKnownSecret() {
        var database = EmbeddedDatabase.create("users_weak").properties();
        var arguments = new ArrayList<>(
                List.of("--server.port=0", "--orderly.service.kafka=false", "--JWT_SECRET=change-me-in-production"));
        for (var property : database) {
            arguments.add("--" + property);
        }

        assertThatThrownBy(() -> OrderlyService.run(
                                UsersApplication.class, "user-service", arguments.toArray(String[]::new))
                        .close())
                .satisfies(failure -> assertThat(NestedExceptionUtils.getMostSpecificCause(failure))
                        .hasMessageContaining("JWT_SECRET")
                        .hasMessageNotContaining("change-me-in-production"));
    }
}
