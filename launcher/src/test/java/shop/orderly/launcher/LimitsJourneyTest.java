package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.orderly.launcher.client.ShopClient;

/** The limits that every service keeps at its own door, whether or not the gateway stands before it. */
class LimitsJourneyTest {

    private static final String API = TestShop.door() + "/api/v1";

    @ParameterizedTest
    @ValueSource(strings = {"/products", "/categories", "/categories/1/products", "/orders", "/payments", "/users"})
    void aPageHasAtMostAHundredItems(String list) {
        var root = TestShop.administrator().client();
        root.get(API + list + "?limit=100").expect(200, 404);
        for (var limit : List.of("101", "0", "-1", "99999999999", "x")) {
            assertThat(root.get(API + list + "?limit=" + limit).expect(400).field("type"))
                    .as(limit)
                    .isEqualTo("urn:orderly:problem:validation_failed");
        }
    }

    @Test
    void anOrderHasAtMostAHundredLines() {
        var lines = IntStream.range(0, 101)
                .mapToObj(i -> "{\"product_id\":\"p" + i + "\",\"quantity\":1}")
                .collect(Collectors.joining(","));
        var refused = TestShop.somebody()
                .client()
                .post(API + "/orders", "{\"items\":[" + lines + "],\"payment_method\":\"tok_ok\"}")
                .expect(400);
        assertThat(refused.field("errors/0/field")).isEqualTo("items");
    }

    static Stream<String> doors() {
        return Shop.SERVICES.stream().map(Service::name);
    }

    /** Nobody sends a body to product-query. */
    @ParameterizedTest
    @CsvSource({
        "gateway, /api/v1/auth/login",
        "user-service, /api/v1/auth/login",
        "product-command, /api/v1/products",
        "category-query, /api/v1/categories",
        "order-saga, /api/v1/orders",
        "payments, /api/v1/payments/1/refunds"
    })
    void aBodyHasAtMost64Kilobytes(String door, String path) {
        var answer = TestShop.administrator()
                .client()
                .post(TestShop.ports().url(door) + path, "\"" + "x".repeat(64 * 1024) + "\"");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.field("type")).isEqualTo("urn:orderly:problem:content_too_large");
    }

    @ParameterizedTest
    @MethodSource("doors")
    void nothingOfTheActuatorIsOpenButHealthAndMetrics(String door) {
        var root = TestShop.administrator().client();
        for (var endpoint : List.of(
                "env",
                "beans",
                "configprops",
                "heapdump",
                "threaddump",
                "loggers",
                "mappings",
                "shutdown",
                "prometheus",
                "info",
                "actuator",
                "actuator/health",
                "flyway",
                "httpexchanges",
                "gateway/routes")) {
            assertThat(root.get(TestShop.ports().url(door) + "/" + endpoint).status())
                    .as(endpoint)
                    .isEqualTo(404);
        }
        assertThat(ShopClient.anonymous()
                        .get(TestShop.ports().url(door) + "/readyz")
                        .expect(200)
                        .text())
                .isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void theGatewayKnowsOperatorsByTheKeysOfUserService() {
        for (var path : List.of("/metrics", "/ops/v1/nowhere")) {
            ShopClient.anonymous().get(TestShop.door() + path).expect(401);
            TestShop.somebody().client().get(TestShop.door() + path).expect(403);
            TestShop.administrator().client().get(TestShop.door() + path).expect(404);
        }
    }
}
