package shop.orderly.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import shop.orderly.platformtest.TestJwt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators ask of several services at once, and what belongs to one that they need not name. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=platform,gateway",
            "spring.application.name=gateway",
            "management.server.port=0",
            "spring.profiles.active=local",
            TestJwt.PROPERTY
        })
class OperatorsIT {

    private static final Map<String, Upstream> SERVICES = new LinkedHashMap<>();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String address;

    OperatorsIT(@Value("${local.server.port}") int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    @DynamicPropertySource
    static void startServices(DynamicPropertyRegistry properties) {
        for (var name : List.of("product-command", "product-query", "category-query", "user-service", "order-saga")) {
            var service = new Upstream(name);
            SERVICES.put(name, service);
            properties.add("orderly.gateway.services." + name, service::address);
        }
        var gone = new Upstream("payments");
        gone.close();
        properties.add("orderly.gateway.services.payments", gone::address);
    }

    @AfterAll
    static void stopServices() {
        SERVICES.values().forEach(Upstream::close);
    }

    @BeforeEach
    void nobodyHasAnything() {
        for (var service : SERVICES.values()) {
            for (var path : List.of("projections", "dead-letters", "publications", "snapshots", "faults")) {
                service.on("/ops/v1/" + path, exchange -> Upstream.answer(exchange, 404, ""));
            }
        }
    }

    @Test
    void aListIsThatOfAllServicesAndSaysWhoIsAway() throws Exception {
        lists("product-query", "projections", "{\"name\":\"product-view\"}");
        lists("order-saga", "projections", "{\"name\":\"order-view\"},{\"name\":\"price-list\"}");

        var list = json(get("/ops/v1/projections"));

        assertThat(list.at("/items").valueStream().map(it -> it.path("name").asString()))
                .containsExactly("product-view", "order-view", "price-list");
        assertThat(list.at("/away/0/service").asString()).isEqualTo("payments");
        assertThat(list.at("/away").size()).isEqualTo(1);
    }

    @Test
    void theCallersTokenAndQueryGoToEveryService() throws Exception {
        service("order-saga").on("/ops/v1/dead-letters", exchange -> {
            var token = exchange.getRequestHeaders().getFirst("Authorization");
            Upstream.answer(
                    exchange,
                    200,
                    "{\"items\":[{\"asked\":\"" + exchange.getRequestURI().getQuery() + "\",\"by\":\""
                            + token.startsWith("Bearer ") + "\"}]}");
        });

        var item = json(get("/ops/v1/dead-letters?processor=order%20view&service=order-saga"))
                .at("/items/0");

        assertThat(item.path("asked").asString()).isEqualTo("processor=order view");
        assertThat(item.path("by").asString()).isEqualTo("true");
    }

    @Test
    void whatNoServiceHasIsNotFoundUnlessOneIsAway() throws Exception {
        assertThat(get("/ops/v1/snapshots").statusCode()).isEqualTo(503);
        assertThat(get("/ops/v1/snapshots?service=order-saga").statusCode()).isEqualTo(404);
        assertThat(get("/ops/v1/snapshots?service=order-saag").body()).contains("service_not_found", "order-saga");
    }

    @Test
    void aRefusalOfAllIsTheAnswer() throws Exception {
        for (var service : SERVICES.values()) {
            service.on("/ops/v1/faults", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                Upstream.answer(exchange, 400, "{\"type\":\"urn:orderly:problem:validation_failed\"}");
            });
        }
        var answer = send(request("/ops/v1/faults")
                .PUT(BodyPublishers.ofString("{\"faults\":{\"payment\":\"often\"}}"))
                .header("Content-Type", "application/json"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("validation_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rebuilds", "/rebuilds/17/pause", "/rollback"})
    void anActGoesToTheServiceThatHasTheThing(String act) throws Exception {
        lists("product-query", "projections", "{\"name\":\"product-view\"}");

        var answer = send(request("/ops/v1/projections/product-view" + act)
                .POST(BodyPublishers.ofString("{\"from\":\"start\"}"))
                .header("Content-Type", "application/json"));

        assertThat(answer.body())
                .startsWith("product-query\nPOST /ops/v1/projections/product-view" + act + "\n{\"from\":\"start\"}\n");
    }

    @Test
    void aNameOfSeveralServicesNeedsOneOfThem() throws Exception {
        lists("product-query", "publications", "{\"topic\":\"shared.events\"}");
        lists("order-saga", "publications", "{\"topic\":\"shared.events\"}");

        var unclear = get("/ops/v1/publications/shared.events/republications");
        assertThat(unclear.statusCode()).isEqualTo(409);
        assertThat(unclear.body()).contains("service_needed", "order-saga, product-query");

        var said = get("/ops/v1/publications/shared.events/republications?service=order-saga");
        assertThat(said.body()).startsWith("order-saga\nGET /ops/v1/publications/shared.events/republications\n");
    }

    @Test
    void whatNobodyHasMayBelongToWhoIsAway() throws Exception {
        var away = get("/ops/v1/projections/payment-view/rebuilds/1");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("payments");

        assertThat(get("/ops/v1/projections/payment-view/rebuilds/1?service=payments")
                        .statusCode())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ops/v1/projections", "/ops/v1/dead-letters/order-view", "/ops/v1/faults"})
    void customersGetNowhere(String path) throws Exception {
        var customer = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", TestJwt.bearer("jo", "customer", "merchant"));
        assertThat(send(customer).statusCode()).isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(URI.create(address + path))).statusCode())
                .isEqualTo(401);
    }

    private static Upstream service(String name) {
        return Objects.requireNonNull(SERVICES.get(name), name);
    }

    private static void lists(String service, String noun, String items) {
        service(service).on("/ops/v1/" + noun, exchange -> list(exchange, items));
    }

    private static void list(com.sun.net.httpserver.HttpExchange exchange, String items) throws IOException {
        Upstream.answer(exchange, 200, "{\"items\":[" + items + "],\"next_cursor\":null}");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", TestJwt.bearer("olga", "ops"));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
