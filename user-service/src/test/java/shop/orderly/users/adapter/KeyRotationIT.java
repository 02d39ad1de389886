package shop.orderly.users.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.platform.security.AccessTokens;
import shop.orderly.platform.security.SecurityProperties;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.users.domain.SigningKeyLife.KeyState;
import tools.jackson.databind.json.JsonMapper;

/** Hours pass in steps of a minute; two replicas sign, and verifiers keep what they have read for five minutes. */
class KeyRotationIT {

    private static final Duration TOKEN = Duration.ofMinutes(10);

    private static final Duration CACHE = Duration.ofMinutes(5);

    private static final SigningKeys.Limits LIMITS =
            new SigningKeys.Limits(Duration.ofMinutes(40), Duration.ofMinutes(15), Duration.ofMinutes(12));

    private final Clockwork clock = new Clockwork();

    private final List<SigningKeys> replicas = new ArrayList<>();

    private final AtomicInteger asked = new AtomicInteger();

    private final HttpServer http;

    private final SingleConnectionDataSource database;

    KeyRotationIT() throws Exception {
        var created = EmbeddedDatabase.create("users_keys");
        database = new SingleConnectionDataSource(created.jdbcUrl(), created.user(), created.password(), true);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/platform", "classpath:db/migration/users")
                .load()
                .migrate();
        var transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        for (var i = 0; i < 2; i++) {
            replicas.add(new SigningKeys(JdbcClient.create(database), transactions, LIMITS, clock));
        }
        http.createContext("/", exchange -> {
            var replica = replicas.get(asked.getAndIncrement() % replicas.size());
            var body = JsonMapper.shared().writeValueAsString(replica.jwks()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
        database.destroy();
    }

    @Test
    void refusesNoValidTokenThroughWholeRotations() {
        var tokens = new ArrayDeque<Issued>();
        var verifiers = new ArrayDeque<Verifier>();
        var signers = new HashSet<String>();
        var checks = 0;
        var made = 0;
        for (var minute = 0; minute < 130; minute++) {
            clock.pass(Duration.ofMinutes(1));
            replicas.get(minute % 2).turn();
            var now = clock.instant();
            var signer = replicas.get((minute + 1) % 2);
            tokens.add(new Issued(issue(signer), now));
            signers.add(signer.signing().kid());
            tokens.removeIf(token -> !now.isBefore(token.at().plus(TOKEN)));
            verifiers.removeIf(verifier -> now.isAfter(verifier.since().plus(CACHE)));
            verifiers.add(new Verifier(verifier(), now));
            made++;
            for (var verifier : List.of(verifiers.getFirst(), verifiers.getLast())) {
                for (var token : tokens) {
                    assertThat(verifier.decoder().decode(token.text()).getSubject())
                            .isEqualTo("u-1");
                    checks++;
                }
            }
            assertThat(keys().size()).isBetween(2, 3);
        }
        assertThat(signers).hasSizeGreaterThanOrEqualTo(4);
        assertThat(checks).isGreaterThan(2_000);
        // Nobody needed to ask for a key that it did not know.
        assertThat(asked).hasValue(made);
    }

    @Test
    void refusesTheTokensOfARemovedKeyAndSignsWithNoRetiredOne() {
        var old = issue(replicas.getFirst());
        clock.pass(Duration.ofMinutes(16));
        replicas.getFirst().rotate();

        assertThat(states()).containsExactly("published", "signing", "retired");
        assertThat(replicas.getLast().signing().kid()).isNotEqualTo(kidOf(old));
        assertThat(JdbcClient.create(database)
                        .sql(
                                "SELECT count(*) FROM users.signing_key WHERE retired_at IS NOT NULL AND private_key IS NOT NULL")
                        .query(Integer.class)
                        .single())
                .isZero();

        clock.pass(Duration.ofMinutes(12));
        replicas.getLast().turn();

        assertThat(states()).containsExactly("published", "signing");
        // With the clock of its issue the token is good in every other way.
        var then = AccessTokens.remotely(properties(), Clock.fixed(Clockwork.START, ZoneOffset.UTC));
        assertThatThrownBy(() -> then.decode(old))
                .isInstanceOf(BadJwtException.class)
                .hasMessageContaining("no matching key");
    }

    @Test
    void doesNotLetAKeySignThatSomeVerifierMayNotKnow() {
        replicas.getFirst().jwks();

        assertThatThrownBy(() -> replicas.getLast().rotate())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("next_key_too_young"));
        assertThat(states()).containsExactly("published", "signing");
    }

    private record Issued(String text, Instant at) {}

    private record Verifier(JwtDecoder decoder, Instant since) {}

    private List<KeyState> keys() {
        return replicas.getFirst().all();
    }

    private List<String> states() {
        return keys().stream().map(KeyState::state).toList();
    }

    private String issue(SigningKeys keys) {
        var claims = new SignedAccessTokens.Claims("orderly", "orderly.user", TOKEN);
        return SignedAccessTokens.byKeys(keys, claims, clock).issue("u-1", List.of("customer"), 0);
    }

    private static String kidOf(String token) {
        var header = new String(
                java.util.Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
                StandardCharsets.UTF_8);
        return JsonMapper.shared().readTree(header).path("kid").asString();
    }

    private JwtDecoder verifier() {
        return AccessTokens.remotely(properties(), clock);
    }

    private SecurityProperties properties() {
        var uri = URI.create("http://" + http.getAddress().getHostString() + ":"
                + http.getAddress().getPort() + "/");
        return new SecurityProperties(
                "", uri, "orderly", "orderly.user", CACHE, Duration.ofMinutes(15), Duration.ofSeconds(30));
    }

    /** A clock that is moved by hand. */
    private static final class Clockwork extends Clock {

        static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

        private volatile Instant now = START;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
