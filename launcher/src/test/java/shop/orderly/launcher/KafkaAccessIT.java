package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.orderly.platform.identity.CertificateAuthority;
import shop.orderly.platform.link.KafkaRights;

/** A broker as the launcher runs it: what each service's row says works, and nothing else does. */
class KafkaAccessIT {
    private static final List<KafkaRights> TABLE = KafkaAcls.table();
    private static final String STRANGE = "strange.events";

    @TempDir
    private static Path home;

    private static Ports ports = Ports.free();
    private static DataFolder folder;
    private static KafkaServer kafka;

    @BeforeAll
    static void start() throws Exception {
        folder = DataFolder.open(home);
        var passwords = ports.of(Shop.GATEWAY);
        kafka = KafkaServer.start(
                folder,
                ports.of(Shop.KAFKA),
                ports.of(Shop.KAFKA_CONTROLLER),
                Map.of(
                        "listeners",
                        "SSL://localhost:%d,CONTROLLER://localhost:%d,PASSWORDS://localhost:%d"
                                .formatted(ports.of(Shop.KAFKA), ports.of(Shop.KAFKA_CONTROLLER), passwords),
                        "advertised.listeners",
                        "SSL://localhost:%d,PASSWORDS://localhost:%d".formatted(ports.of(Shop.KAFKA), passwords),
                        "listener.security.protocol.map",
                        "SSL:SSL,CONTROLLER:SSL,PASSWORDS:SASL_SSL",
                        "sasl.enabled.mechanisms",
                        "SCRAM-SHA-512",
                        "listener.name.passwords.ssl.client.auth",
                        "none",
                        "listener.name.passwords.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"));
        kafka.allow(TABLE);
        try (var ops = kafka.admin()) {
            ops.createTopics(List.of(topic(STRANGE))).all().get();
        }
        for (var rights : TABLE) {
            try (var own = Admin.create(kafka.client(rights.service()))) {
                own.createTopics(rights.publishes().stream()
                                .map(KafkaAccessIT::topic)
                                .toList())
                        .all()
                        .get();
            }
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
        folder.close();
    }

    static Stream<KafkaRights> everybody() {
        // Two who have a certificate of the same authority and no business here.
        return Stream.concat(
                TABLE.stream(),
                Stream.of("gateway", "prometheus")
                        .map(name -> new KafkaRights(name, new TreeSet<>(), new TreeSet<>())));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void eachDoesWhatItsRowSays(KafkaRights rights) throws Exception {
        try (var client = new KafkaPrincipal(kafka.client(rights.service()), rights.service())) {
            client.admin.describeTopics(rights.publishes()).allTopicNames().get();
            for (var topic : rights.publishes()) {
                client.write(topic);
            }
            client.admin.describeTopics(rights.listens()).allTopicNames().get();
            for (var topic : rights.listens()) {
                try (var ops = new KafkaPrincipal(kafka.client("ops"), "ops")) {
                    ops.write(topic);
                }
                assertThat(client.receive(topic))
                        .as("%s reads %s", rights.service(), topic)
                        .isPositive();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void nobodyDoesWhatItsRowDoesNotSay(KafkaRights rights) {
        try (var client = new KafkaPrincipal(kafka.client(rights.service()), rights.service())) {
            for (var topic : topics()) {
                if (!rights.publishes().contains(topic)) {
                    client.isRefused("writing " + topic, () -> client.write(topic));
                    client.isRefused(
                            "creating " + topic,
                            () -> client.admin
                                    .createTopics(List.of(topic(topic)))
                                    .all()
                                    .get());
                }
                if (!rights.listens().contains(topic)) {
                    client.isRefused("reading " + topic, () -> client.read(topic));
                }
                client.isRefusedToManage(topic);
            }
            client.isRefused(
                    "creating a new topic",
                    () -> client.admin
                            .createTopics(List.of(topic("new.events")))
                            .all()
                            .get());
            for (var other : everybody().toList()) {
                if (!other.equals(rights)) {
                    client.isRefusedInGroup(other.service());
                }
            }
            client.isRefusedToRule(rights.principal());
        }
    }

    @Test
    void aRowThatTheTableDoesNotHaveIsTakenAwayAtTheNextStart() throws Exception {
        var more = new KafkaRights("payments", new TreeSet<>(List.of(STRANGE)), new TreeSet<>());
        try (var ops = kafka.admin();
                var client = new KafkaPrincipal(kafka.client("payments"), "payments")) {
            ops.createAcls(more.acls()).all().get();
            client.write(STRANGE);
            kafka.allow(TABLE);
            client.isRefused("writing", () -> client.write(STRANGE));
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityDoesNotConnect(@TempDir Path elsewhere) {
        var forged = CertificateAuthority.in(elsewhere, Clock.systemUTC()).certify("ops");
        var properties = kafka.client("ops");
        properties.putAll(KafkaTls.of(forged));
        properties.put(
                "ssl.truststore.certificates",
                KafkaTls.of(folder.certificates("ops")).get("ssl.truststore.certificates"));
        try (var admin = impatient(properties)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
    }

    @Test
    void nobodyConnectsWithoutACertificateOrInTheClear() {
        var anonymous = kafka.client("ops");
        anonymous.keySet().removeIf(key -> key.startsWith("ssl.keystore"));
        try (var admin = impatient(anonymous)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
        for (var port : List.of(ports.of(Shop.KAFKA), ports.of(Shop.KAFKA_CONTROLLER))) {
            try (var admin = impatient(Map.of("bootstrap.servers", "localhost:" + port))) {
                assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                        .hasCauseInstanceOf(TimeoutException.class);
            }
        }
    }

    @Test
    void nobodyConnectsFromAnotherMachine() throws IOException {
        for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (var address : Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    for (var port : List.of(ports.of(Shop.KAFKA), ports.of(Shop.KAFKA_CONTROLLER))) {
                        try (var socket = new Socket()) {
                            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 2_000))
                                    .as("%s:%s", address, port)
                                    .isInstanceOf(IOException.class);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aServiceKnownByNameAndPasswordHasTheSameRow() throws Exception {
        try (var ops = kafka.admin()) {
            ops.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "payments", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "let me in")))
                    .all()
                    .get();
        }
        try (var client = new KafkaPrincipal(byPassword("let me in"), "payments")) {
            client.write("payment.events");
            client.isRefused("writing order.events", () -> client.write("order.events"));
        }
        try (var admin = impatient(byPassword("let me out"))) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static Map<String, Object> byPassword(String password) {
        var properties = kafka.client("payments");
        properties.keySet().removeIf(key -> key.startsWith("ssl.keystore"));
        properties.put("bootstrap.servers", "localhost:" + ports.of(Shop.GATEWAY));
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", "SCRAM-SHA-512");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"payments\" password=\""
                        + password + "\";");
        return properties;
    }

    private static Set<String> topics() {
        var all = new TreeSet<String>(List.of(STRANGE));
        TABLE.forEach(rights -> all.addAll(rights.publishes()));
        return all;
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 3, (short) 1).configs(Map.of("retention.ms", "-1"));
    }

    private static Admin impatient(Map<String, ?> properties) {
        var hasty = new HashMap<String, Object>(properties);
        hasty.put("request.timeout.ms", 1_500);
        hasty.put("default.api.timeout.ms", 1_500);
        return Admin.create(hasty);
    }
}
