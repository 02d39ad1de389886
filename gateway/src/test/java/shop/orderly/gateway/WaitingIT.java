package shop.orderly.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Services that do not answer: how many requests wait for them, and what the next one hears. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=platform,gateway",
            "spring.application.name=gateway",
            "management.server.port=0",
            "spring.profiles.active=local",
            "orderly.gateway.response-timeout=60s",
            "orderly.gateway.max-waiting=3",
            "orderly.gateway.max-streams=2",
            "orderly.gateway.max-requests=6"
        })
class WaitingIT {

    private static final Upstream SERVICE = new Upstream("service");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String ORDERS = "/api/v1/orders/slow";
    private static final String STREAM = "/api/v1/orders/slow/stream";
    private static final String PRODUCTS = "/api/v1/products/slow";

    private final CountDownLatch healed = new CountDownLatch(1);
    private final AtomicInteger arrived = new AtomicInteger();
    private final List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    private final String address;
    private final int managementPort;

    WaitingIT(@Value("${local.server.port}") int port, @Value("${local.management.port}") int managementPort) {
        this.address = "http://localhost:" + port;
        this.managementPort = managementPort;
        List.of(ORDERS, STREAM, PRODUCTS).forEach(path -> SERVICE.on(path, this::hang));
    }

    @DynamicPropertySource
    static void startServices(DynamicPropertyRegistry properties) {
        for (var name : List.of(
                "product-command", "product-query", "category-query", "user-service", "order-saga", "payments")) {
            properties.add("orderly.gateway.services." + name, SERVICE::address);
        }
    }

    @AfterAll
    static void stopService() {
        SERVICE.close();
    }

    @AfterEach
    void everybodyWasAnswered() {
        healed.countDown();
        waiting.forEach(CompletableFuture::join);
    }

    @Test
    void ofManyWhoWaitForOneServiceOnlySoManyAreLetIn() throws Exception {
        wait(ORDERS, 3);

        var refused = get(ORDERS);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(refused.body()).contains("urn:orderly:problem:service_busy").contains("order-saga");
        assertThat(arrived).hasValue(3);
        assertThat(get("/api/v1/products").statusCode()).isEqualTo(200);
        assertThat(metric("orderly_gateway_waiting", "order-saga")).isEqualTo(3);
        assertThat(metric("orderly_gateway_refused_total", "order-saga")).isPositive();

        healed.countDown();
        assertThat(waiting)
                .allSatisfy(
                        answer -> assertThat(answer.get(10, TimeUnit.SECONDS).statusCode())
                                .isEqualTo(200));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(metric("orderly_gateway_waiting", "order-saga"))
                        .isZero());
        assertThat(get(ORDERS).statusCode()).isEqualTo(200);
    }

    @Test
    void thoseWhoWatchAnOrderTakeNoPlaceOfThoseWhoOrder() throws Exception {
        wait(STREAM, 2);

        assertThat(get(STREAM).statusCode()).isEqualTo(503);

        wait(ORDERS, 3);
        assertThat(get(ORDERS).body()).contains("service_busy");
    }

    @Test
    void whateverTheyWaitForThereAreOnlySoManyInAll() throws Exception {
        wait(ORDERS, 3);
        wait(PRODUCTS, 3);

        var refused = get("/api/v1/categories");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(refused.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(refused.body()).contains("urn:orderly:problem:gateway_busy");
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(metric("orderly_gateway_refused_total", "gateway")).isPositive();

        healed.countDown();
        waiting.forEach(CompletableFuture::join);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(get("/api/v1/categories").statusCode()).isEqualTo(200));
    }

    /** They wait at the service when this returns. */
    private void wait(String path, int times) {
        var before = arrived.get();
        for (var i = 0; i < times; i++) {
            waiting.add(CLIENT.sendAsync(request(path), BodyHandlers.ofString()));
        }
        await().atMost(Duration.ofSeconds(20)).untilAtomic(arrived, org.hamcrest.Matchers.is(before + times));
    }

    private void hang(HttpExchange exchange) throws IOException {
        arrived.incrementAndGet();
        try {
            assertThat(healed.await(50, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Upstream.answer(exchange, 200, "at last");
    }

    private double metric(String name, String service) throws Exception {
        var metrics = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/metrics"))
                        .build(),
                BodyHandlers.ofString());
        return metrics.body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("at=\"" + service + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(20))
                .build();
    }
}
