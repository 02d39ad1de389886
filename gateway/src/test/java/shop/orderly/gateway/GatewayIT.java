package shop.orderly.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=platform,gateway",
            "spring.application.name=gateway",
            "management.server.port=0",
            "orderly.gateway.api-docs-cache=0s",
            "orderly.gateway.response-timeout=1s"
        })
class GatewayIT {

    private static final Map<String, Upstream> UPSTREAMS = new LinkedHashMap<>();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String address;

    private final int managementPort;

    GatewayIT(@Value("${local.server.port}") int port, @Value("${local.management.port}") int managementPort) {
        this.managementPort = managementPort;
        this.address = "http://localhost:" + port;
    }

    @DynamicPropertySource
    static void startServices(DynamicPropertyRegistry properties) {
        for (var name :
                new String[] {"product-command", "product-query", "category-query", "user-service", "order-saga"}) {
            var upstream = new Upstream(name);
            UPSTREAMS.put(name, upstream);
            properties.add("orderly.gateway.services." + name, upstream::address);
        }
        var gone = new Upstream("payments");
        gone.close();
        properties.add("orderly.gateway.services.payments", gone::address);
    }

    @AfterAll
    static void stopServices() {
        UPSTREAMS.values().forEach(Upstream::close);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/products,                    product-query",
        "GET,    /api/v1/products?q=air&limit=5,      product-query",
        "GET,    /api/v1/products/p1,                 product-query",
        "POST,   /api/v1/products,                    product-command",
        "PUT,    /api/v1/products/p1,                 product-command",
        "DELETE, /api/v1/products/p1,                 product-command",
        "GET,    /api/v1/products/p1/stock,           product-command",
        "POST,   /api/v1/products/p1/stock/receipts,  product-command",
        "GET,    /api/v1/categories,                  category-query",
        "GET,    /api/v1/categories/1/products,       category-query",
        "POST,   /api/v1/categories,                  category-query",
        "POST,   /api/v1/auth/login,                  user-service",
        "GET,    /api/v1/users/me,                    user-service",
        "GET,    /.well-known/jwks.json,              user-service",
        "POST,   /api/v1/orders,                      order-saga",
        "GET,    /api/v1/orders/o1/timeline,          order-saga",
        "POST,   /api/v1/orders/o1/cancellation,      order-saga"
    })
    void sendsEachPathToItsService(String method, String path, String service) throws Exception {
        var answer = send(request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith(service + "\n" + method + " " + path + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/unheard-of", "/actuator/env", "/api/v1"})
    void keepsEverythingElsePrivate(String path) throws Exception {
        var answer = send(request(path).GET());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void passesBodiesHeadersAndTheTraceOn() throws Exception {
        var traceId = "0af7651916cd43dd8448eb211c80319c";
        var answer = send(request("/api/v1/orders")
                .header("Authorization", "Bearer whatever-it-is")
                .header("Idempotency-Key", "k-1")
                .header("Prefer", "wait=5")
                .header("X-Forwarded-For", "6.6.6.6")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01")
                .POST(BodyPublishers.ofString("{\"items\":[]}")));

        assertThat(answer.body())
                .contains("\n{\"items\":[]}\n")
                .contains("\nauthorization: Bearer whatever-it-is\n")
                .contains("\nidempotency-key: k-1\n")
                .contains("\nprefer: wait=5\n")
                .contains("\ncontent-type: application/json")
                .contains("\ncontent-length: 12\n")
                .containsPattern("\nx-forwarded-for: (127|0:|::)")
                .contains("\nx-forwarded-proto: http\n")
                .contains("\nx-forwarded-host: localhost")
                .containsOnlyOnce("\ntraceparent: ")
                .contains("\ntraceparent: 00-" + traceId + "-");
    }

    @Test
    void keepsALocationUsable() throws Exception {
        var orders = upstream("order-saga");
        orders.on("/api/v1/orders/absolute", exchange -> {
            exchange.getResponseHeaders().set("Location", orders.address() + "/api/v1/orders/o1");
            Upstream.answer(exchange, 202, "{}");
        });
        orders.on("/api/v1/orders/relative", exchange -> {
            exchange.getResponseHeaders().set("Location", "/api/v1/orders/o1");
            Upstream.answer(exchange, 202, "{}");
        });

        for (var path : new String[] {"/api/v1/orders/absolute", "/api/v1/orders/relative"}) {
            var answer = send(request(path).POST(BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/orders/o1");
        }
    }

    @Test
    void passesProblemsOnAsTheyAre() throws Exception {
        upstream("order-saga").on("/api/v1/orders/refused", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().set("Retry-After", "7");
            Upstream.answer(exchange, 409, "{\"type\":\"urn:orderly:problem:price_changed\"}");
        });

        var answer = send(request("/api/v1/orders/refused").POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).isEqualTo("{\"type\":\"urn:orderly:problem:price_changed\"}");
    }

    @Test
    void streamsEventsOneByOneAndLongerThanOtherAnswers() throws Exception {
        var firstWasRead = new CountDownLatch(1);
        upstream("order-saga").on("/api/v1/orders/o1/stream", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                body.write("data: placed\n\n".getBytes(StandardCharsets.UTF_8));
                body.flush();
                var read = firstWasRead.await(10, TimeUnit.SECONDS);
                body.write(("data: " + (read ? "confirmed" : "buffered") + "\n\n").getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        var started = System.nanoTime();
        var answer = CLIENT.send(request("/api/v1/orders/o1/stream").GET().build(), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(lines.readLine()).isEqualTo("data: placed");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
            firstWasRead.countDown();
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("data: confirmed");
        }
    }

    @Test
    void saysWhichServiceIsAwayAndWhenToTryAgain() throws Exception {
        var answer = send(request("/api/v1/payments/p1").GET());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:orderly:problem:unavailable").contains("payments");
    }

    @Test
    void waitsForAServiceOnlySoLong() throws Exception {
        var answered = new CountDownLatch(1);
        upstream("product-query").on("/api/v1/products/slow", exchange -> {
            try {
                assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.close();
        });

        var answer = send(request("/api/v1/products/slow").GET());
        answered.countDown();

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("urn:orderly:problem:upstream_timeout");
    }

    @Test
    void refusesBodiesOver64Kilobytes() throws Exception {
        var large = "x".repeat(64 * 1024 + 1);

        var known = send(request("/api/v1/orders").POST(BodyPublishers.ofString(large)));
        assertThat(known.statusCode()).isEqualTo(413);
        assertThat(known.body()).contains("urn:orderly:problem:content_too_large");

        var bytes = large.getBytes(StandardCharsets.UTF_8);
        var chunked = send(request("/api/v1/orders")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes))));
        assertThat(chunked.statusCode()).isEqualTo(413);

        var allowed = send(request("/api/v1/orders").POST(BodyPublishers.ofString("x".repeat(64 * 1024))));
        assertThat(allowed.statusCode()).isEqualTo(200);
    }

    @Test
    void answersForItself() throws Exception {
        assertThat(send(request("/livez").GET()).statusCode()).isEqualTo(200);
        assertThat(send(request("/readyz").GET()).statusCode()).isEqualTo(200);
        var metrics = send(HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/metrics")));
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory_used_bytes").contains("http_requests_total{");
    }

    @Test
    void sendsSaneSecurityHeadersOnce() throws Exception {
        var headers = send(request("/api/v1/products").GET()).headers();

        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.allValues("Content-Security-Policy")).hasSize(1);
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @Test
    void showsOneDocumentForAllServicesAndNamesThoseThatAreAway() throws Exception {
        describe("product-query", "/api/v1/products", "get");
        describe("product-command", "/api/v1/products", "post");

        var answer = send(request("/v3/api-docs").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"get\":{\"tags\":[\"product-query\"]")
                .contains("\"post\":{\"tags\":[\"product-command\"]")
                .contains("not available")
                .contains("payments")
                .doesNotContain("/ops/v1");
    }

    @Test
    void servesThePageThatShowsIt() throws Exception {
        var redirect = send(request("/docs").GET());
        assertThat(redirect.statusCode()).isEqualTo(302);
        var page = redirect.headers().firstValue("Location").orElseThrow();

        assertThat(send(request(URI.create(address).resolve(page).getPath()).GET())
                        .body())
                .contains("swagger-ui");
        assertThat(send(request("/docs/own/swagger-config").GET()).body()).contains("\"/v3/api-docs\"");
    }

    private static Upstream upstream(String name) {
        return requireNonNull(UPSTREAMS.get(name));
    }

    private static void describe(String service, String path, String method) {
        upstream(service).on("/v3/api-docs", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            Upstream.answer(exchange, 200, """
                    {"openapi":"3.1.0","info":{"title":"x"},
                     "paths":{"%s":{"%s":{"tags":["endpoint"],"operationId":"list"}},"/ops/v1/sagas":{"get":{}}}}""".formatted(path, method));
        });
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
