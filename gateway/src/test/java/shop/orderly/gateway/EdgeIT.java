package shop.orderly.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.orderly.platformtest.TestJwt;

/** What the gateway decides by itself, before any service is asked. The test stands behind a proxy that it trusts. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=platform,gateway",
            "spring.application.name=gateway",
            "management.server.port=0",
            "orderly.gateway.trusted-proxies=127.0.0.1",
            "orderly.gateway.rate-limits.address=12",
            "orderly.gateway.rate-limits.user=8",
            "orderly.gateway.rate-limits.auth=5",
            "orderly.gateway.rate-limits.per=10m",
            "ORDERLY_CORS_ORIGINS=https://shop.example, https://*.trusted.example",
            "spring.profiles.active=local",
            TestJwt.PROPERTY
        })
class EdgeIT {

    private static final Upstream SERVICE = new Upstream("service");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final String PRODUCTS = "/api/v1/products";

    private final String address;
    private final int managementPort;

    EdgeIT(@Value("${local.server.port}") int port, @Value("${local.management.port}") int managementPort) {
        this.address = "http://127.0.0.1:" + port;
        this.managementPort = managementPort;
    }

    @DynamicPropertySource
    static void startService(DynamicPropertyRegistry properties) {
        for (var name : List.of("product-command", "product-query", "category-query", "user-service", "order-saga")) {
            properties.add("orderly.gateway.services." + name, SERVICE::address);
        }
        var gone = new Upstream("payments");
        gone.close();
        properties.add("orderly.gateway.services.payments", gone::address);
    }

    @AfterAll
    static void stopService() {
        SERVICE.close();
    }

    @Test
    void anAddressThatAsksTooOftenIsToldWhenToComeBack() throws Exception {
        var client = somewhere();
        assertThat(statuses(12, i -> from(client, PRODUCTS))).containsOnly(200);

        var refused = send(from(client, PRODUCTS));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("urn:orderly:problem:rate_limited");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 50);
        assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"address\";q=12;w=600");
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"address\";r=0;t=");
        assertThat(send(from(somewhere(), PRODUCTS)).statusCode()).isEqualTo(200);
        assertThat(send(from(client, "/livez")).statusCode()).isEqualTo(200);
    }

    @Test
    void whatAClientClaimsToComeFromCountsForNothing() throws Exception {
        var client = somewhere();
        assertThat(statuses(12, i -> from("6.6.6." + i + ", " + client, PRODUCTS)))
                .containsOnly(200);
        assertThat(send(from("6.6.6.99, " + client, PRODUCTS)).statusCode()).isEqualTo(429);
    }

    @Test
    void servicesAreToldTheAddressThatTheGatewayCountsBy() throws Exception {
        var client = somewhere();
        var twoLines = HttpRequest.newBuilder(URI.create(address + PRODUCTS))
                .header("X-Forwarded-For", "6.6.6.6")
                .header("X-Forwarded-For", client);
        for (var request : List.of(twoLines, from("6.6.6.6, " + client, PRODUCTS), from(client + ":4711", PRODUCTS))) {
            assertThat(send(request).body()).contains("\nx-forwarded-for: " + client + "\n");
        }
    }

    @Test
    void anIpv6ClientHasOneAllowanceForItsWholeNetwork() throws Exception {
        assertThat(statuses(12, i -> from("2001:db8:1:2::" + i, PRODUCTS))).containsOnly(200);
        assertThat(send(from("2001:db8:1:2:ffff::1", PRODUCTS)).statusCode()).isEqualTo(429);
        assertThat(send(from("2001:db8:1:3::1", PRODUCTS)).statusCode()).isEqualTo(200);
    }

    @Test
    void aUserHasOneAllowanceWhereverTheyAre() throws Exception {
        var jo = TestJwt.bearer("jo", "customer");
        assertThat(statuses(8, i -> from(somewhere(), PRODUCTS).header("Authorization", jo)))
                .containsOnly(200);

        var refused = send(from(somewhere(), PRODUCTS).header("Authorization", jo));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("RateLimit-Policy"))
                .hasValue("\"address\";q=12;w=600, \"user\";q=8;w=600");
        assertThat(send(from(somewhere(), PRODUCTS).header("Authorization", TestJwt.bearer("ann", "customer")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aForgedTokenTakesNothingFromTheUserItNames() throws Exception {
        var forged = "Bearer " + TestJwt.sign(TestJwt.claims("victim", "customer"), "x".repeat(40));
        assertThat(statuses(20, i -> from(somewhere(), PRODUCTS).header("Authorization", forged)))
                .containsOnly(200);
        var victim = send(from(somewhere(), PRODUCTS).header("Authorization", TestJwt.bearer("victim", "customer")));
        assertThat(victim.headers().firstValue("RateLimit").orElseThrow()).contains("\"user\";r=7;");
        // It is the service's to refuse.
        assertThat(send(from(somewhere(), PRODUCTS).header("Authorization", forged))
                        .body())
                .contains("authorization: " + forged);
    }

    @Test
    void loggingInHasASmallerAllowance() throws Exception {
        var client = somewhere();
        assertThat(statuses(5, i -> from(client, "/api/v1/auth/login").POST(BodyPublishers.noBody())))
                .containsOnly(200);
        var refused = send(from(client, "/api/v1/auth/register").POST(BodyPublishers.noBody()));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).contains("\"auth\";r=0;");
        assertThat(send(from(client, PRODUCTS)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/ops/v1/signing-keys/rotations", "/ops/v1/sagas", "/ops", "/ops/v1/../v1/sagas", "/metrics"})
    void whatIsForOperatorsIsRefusedToEverybodyElse(String path) throws Exception {
        var anonymous = send(from(somewhere(), path));
        assertThat(anonymous.statusCode()).isIn(400, 401);
        var forged = TestJwt.sign(TestJwt.claims("eve", "ops"), "x".repeat(40));
        assertThat(send(from(somewhere(), path).header("Authorization", "Bearer " + forged))
                        .statusCode())
                .isIn(400, 401);
        for (var role : List.of("customer", "merchant")) {
            assertThat(send(from(somewhere(), path).header("Authorization", TestJwt.bearer(role, role)))
                            .statusCode())
                    .isIn(400, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops", "admin"})
    void operatorsAreRoutedToWhatExists(String role) throws Exception {
        var token = TestJwt.bearer("op-" + role, role);
        var rotation = send(from(somewhere(), "/ops/v1/signing-keys/rotations")
                .header("Authorization", token)
                .POST(BodyPublishers.noBody()));
        assertThat(rotation.body()).startsWith("service\nPOST /ops/v1/signing-keys/rotations\n");
        assertThat(send(from(somewhere(), "/ops/v1/sagas?state=stuck").header("Authorization", token))
                        .body())
                .startsWith("service\nGET /ops/v1/sagas?state=stuck\n");
        for (var path : List.of("/ops/v1/nowhere", "/metrics", "/health", "/info", "/env")) {
            assertThat(send(from(somewhere(), path).header("Authorization", token))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void metricsAreOnAPortOfTheirOwn() throws Exception {
        var metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"));
        assertThat(send(metrics).body()).contains("jvm_memory_used_bytes");
        for (var path : List.of("env", "beans", "heapdump", "configprops", "loggers", "gateway")) {
            assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/" + path)))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example", "https://a.trusted.example"})
    void aPreflightFromAListedOriginIsAnsweredHere(String origin) throws Exception {
        var answer = send(preflight(origin));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("authorization", "idempotency-key");
        assertThat(answer.headers().firstValue("Access-Control-Max-Age")).hasValue("3600");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://shop.example", "https://shop.example.evil.example", "null"})
    void aPreflightFromElsewhereIsRefusedHere(String origin) throws Exception {
        var answer = send(preflight(origin));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:orderly:problem:origin_not_allowed");
        assertNoPermission(answer.headers());
    }

    @Test
    void onlyAListedOriginMayReadAnswers() throws Exception {
        var listed = send(from(somewhere(), PRODUCTS).header("Origin", "https://shop.example"));
        assertThat(listed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example");
        assertThat(listed.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("Location", "ETag", "Retry-After", "RateLimit");
        assertThat(listed.headers().allValues("Vary")).contains("Origin");

        var other = send(from(somewhere(), PRODUCTS).header("Origin", "https://evil.example"));
        assertThat(other.statusCode()).isEqualTo(200);
        assertNoPermission(other.headers());
    }

    @ParameterizedTest
    @CsvSource({
        "200, /api/v1/products, GET, ''",
        "404, /nowhere, GET, ''",
        "401, /metrics, GET, ''",
        "403, /metrics, GET, customer",
        "503, /api/v1/payments, GET, ''",
        "413, /api/v1/orders, POST, ''",
        "414, /api/v1/products?q=, GET, ''",
        "200, /swagger-ui/index.html, GET, ''",
        "200, /v3/api-docs, GET, ''",
        "200, /livez, GET, ''"
    })
    void everyAnswerTellsBrowsersWhatNotToDo(int status, String path, String method, String role) throws Exception {
        var target = status == 414 ? path + "x".repeat(4097) : path;
        var body = status == 413 ? BodyPublishers.ofString("x".repeat(64 * 1024 + 1)) : BodyPublishers.noBody();
        var request = from(somewhere(), target).method(method, body);
        var answer = send(role.isEmpty() ? request : request.header("Authorization", TestJwt.bearer("c", role)));

        assertThat(answer.statusCode()).isEqualTo(status);
        for (var name : List.of(
                "X-Content-Type-Options",
                "X-Frame-Options",
                "Content-Security-Policy",
                "Referrer-Policy",
                "Permissions-Policy",
                "Cross-Origin-Opener-Policy",
                "Cross-Origin-Resource-Policy",
                "Cache-Control")) {
            assertThat(answer.headers().allValues(name)).as(name).hasSize(1);
        }
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by", "strict-transport-security");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("Bearer"))
                .isEqualTo("Bearer");
    }

    @Test
    void tlsIsAskedForOnceItIsSpoken() throws Exception {
        var answer = send(from(somewhere(), PRODUCTS).header("X-Forwarded-Proto", "https"));
        assertThat(answer.headers().firstValue("Strict-Transport-Security").orElseThrow())
                .contains("max-age=31536000");
    }

    private static HttpRequest.Builder preflightTo(String url, String origin) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                .method("OPTIONS", BodyPublishers.noBody());
    }

    private HttpRequest.Builder preflight(String origin) {
        return preflightTo(address + PRODUCTS, origin).header("X-Forwarded-For", somewhere());
    }

    private static void assertNoPermission(HttpHeaders headers) {
        assertThat(headers.map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    private HttpRequest.Builder from(String client, String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("X-Forwarded-For", client);
    }

    /** An address nobody used before. */
    private static String somewhere() {
        return "198.51.100." + ADDRESSES.incrementAndGet();
    }

    private static List<Integer> statuses(int times, IntFunction<HttpRequest.Builder> request) throws Exception {
        var statuses = new ArrayList<Integer>();
        for (var i : IntStream.range(0, times).toArray()) {
            statuses.add(send(request.apply(i)).statusCode());
        }
        return statuses;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
