package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import shop.orderly.launcher.client.Problem;
import shop.orderly.launcher.client.ShopClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every forged token at every protected route: refused, never understood, never a failure, and nothing has happened. The
 * person of whom the tokens speak may do everything, so that only the forgery can be what is refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedTokenJourneyTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> REFUSED = Set.of(400, 401, 431);
    private static final String MARK = "Forged-" + Long.toHexString(System.nanoTime());

    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger requests = new AtomicInteger();
    private final Almighty person = Almighty.somebody();
    private final Forge forge = Forge.of(person.token());
    private final List<ServedRoute> routes = ServedRoute.guarded();

    private record Attack(
            String forgery, ServedRoute route, int port, String target, List<String> headers, String body) {}

    @BeforeEach
    void startAnew() {
        complaints.clear();
        requests.set(0);
    }

    @Test
    void theProtectedRoutesAreTheOnesWeKnow() {
        assertThat(routes)
                .hasSizeGreaterThan(20)
                .contains(
                        new ServedRoute("order-saga", "POST", "/api/v1/orders"),
                        new ServedRoute("order-saga", "GET", "/api/v1/orders/{id}"),
                        new ServedRoute("payments", "GET", "/api/v1/payments"),
                        new ServedRoute("payments", "POST", "/api/v1/payments/{id}/refunds"),
                        new ServedRoute("product-command", "POST", "/api/v1/products"),
                        new ServedRoute("category-query", "POST", "/api/v1/categories"),
                        new ServedRoute("user-service", "GET", "/api/v1/users"),
                        new ServedRoute("user-service", "DELETE", "/api/v1/users/{id}"));
    }

    @Test
    void theSameTokenUnforgedIsAcceptedEverywhere() {
        var made = forge.claiming(forge.claims());
        Wires.each(routes, (route, wires) -> {
            for (var token : List.of(forge.token(), made)) {
                var answer = heard(withBody("genuine", route, bearer(token), "{}"), wires);
                if (answer.status() == 401 || answer.status() == 403 || answer.status() >= 500) {
                    complaints.add(route + " answered " + answer.status() + " to a genuine token");
                }
            }
        });
        assertThat(complaints).isEmpty();
    }

    @Test
    void everyForgeryIsRefusedAtEveryProtectedRoute() {
        var forgeries = Forgeries.of(forge, person.refreshToken());
        var attacks = new ArrayList<Attack>();
        forgeries.forEach((name, token) ->
                routes.forEach(route -> attacks.add(withBody(name, route, bearer(token), body(route)))));
        var door = routes.stream()
                .filter(route -> Set.of("/api/v1/orders", "/api/v1/users/me").contains(route.pattern()))
                .toList();
        forgeries.forEach((name, token) -> door.forEach(
                route -> attacks.add(through(TestShop.ports().of(Shop.GATEWAY), name, route, bearer(token)))));
        assertThat(forgeries).hasSizeGreaterThan(60);
        attack(attacks);
        System.out.printf(
                "Forged tokens: %d forgeries x %d protected routes = %d requests refused, and %d more at the gateway%n",
                forgeries.size(), routes.size(), forgeries.size() * routes.size(), forgeries.size() * door.size());
    }

    @Test
    void aDisabledPersonsTokensAreRefusedAtEveryProtectedRoute() {
        var mallory = Almighty.somebody();
        var hers = Forge.of(mallory.token());
        var tokens = Map.of(
                "a disabled person's token", mallory.token(),
                "a disabled person's token, signed anew", hers.claiming("jti", "another"),
                "a disabled person's token with roles of old", hers.claiming("roles", List.of("admin")));
        var root = TestShop.administrator();
        root.client()
                .send("PUT", root.api() + "/users/" + mallory.id() + "/status", "{\"status\":\"disabled\"}")
                .expect(200);
        var client = ShopClient.anonymous().as(mallory.token());
        for (var route : routes) {
            ShopClient.until(
                    Duration.ofSeconds(5),
                    "refused at " + route,
                    () -> client.send(route.method(), TestShop.ports().url(route.service()) + route.path(), null),
                    answer -> answer.status() == 401);
        }
        var attacks = new ArrayList<Attack>();
        tokens.forEach((name, token) ->
                routes.forEach(route -> attacks.add(withBody(name, route, bearer(token), body(route)))));
        attack(attacks);
    }

    @Test
    void aTokenInAnotherPlaceIsNoToken() {
        var attacks = new ArrayList<Attack>();
        for (var route : routes) {
            ForgedTransports.of(
                            forge,
                            Forge.signed(
                                    forge.headerText(),
                                    forge.claimsText(),
                                    Forge.stranger("secp256r1").getPrivate(),
                                    "SHA256withECDSAinP1363Format"))
                    .forEach(transport -> attacks.add(new Attack(
                            transport.name(),
                            route,
                            TestShop.ports().of(route.service()),
                            route.path() + transport.query(),
                            transport.headers(),
                            transport.body())));
        }
        attack(attacks);
    }

    private void attack(List<Attack> attacks) {
        Collections.shuffle(attacks, new java.util.Random(1));
        Wires.each(attacks, this::judge);
        assertThat(complaints).isEmpty();
        person.hasNothingCalled(MARK);
    }

    private void judge(Attack attack, IntFunction<Wire> wires) {
        var answer = heard(attack, wires);
        var isProblem = answer.header("Content-Type").startsWith("application/problem+json")
                && JSON.readTree(answer.body()).path("type").asString("").startsWith("urn:orderly:problem:");
        if (!REFUSED.contains(answer.status())
                || !isProblem
                || (answer.status() == 401 && !answer.header("WWW-Authenticate").startsWith("Bearer"))) {
            complaints.add("'" + attack.forgery() + "' at " + attack.route() + " through " + attack.port() + ": "
                    + answer.status() + " " + answer.header("WWW-Authenticate") + " " + answer.body());
        }
    }

    private Wire.Heard heard(Attack attack, IntFunction<Wire> wires) {
        requests.incrementAndGet();
        var bodiless = attack.route().method().equals("GET");
        var bytes = Wire.request(
                attack.route().method(),
                attack.target(),
                attack.headers(),
                bodiless ? null : attack.body().getBytes(StandardCharsets.UTF_8));
        try {
            return wires.apply(attack.port()).send(bytes);
        } catch (IOException e) {
            throw new Problem("'" + attack.forgery() + "' at " + attack.route() + " got no answer: " + e, e);
        }
    }

    private static List<String> bearer(String token) {
        return List.of("Authorization: Bearer " + token);
    }

    private static Attack through(int port, String forgery, ServedRoute route, List<String> headers) {
        return new Attack(forgery, route, port, route.path(), headers, "");
    }

    private static Attack withBody(String forgery, ServedRoute route, List<String> headers, String body) {
        var all = new ArrayList<>(headers);
        all.add("Content-Type: application/json");
        return new Attack(forgery, route, TestShop.ports().of(route.service()), route.path(), all, body);
    }

    /** What would do something if the token were good. */
    private static String body(ServedRoute route) {
        return Map.of(
                        "/api/v1/orders",
                        "{\"items\":[{\"product_id\":\"" + MARK + "\",\"quantity\":1}],\"payment_method\":\"tok_ok\"}",
                        "/api/v1/products",
                        "{\"name\":\"" + MARK + "\",\"price\":1,\"store\":\"" + MARK + "\"}",
                        "/api/v1/categories",
                        "{\"name\":\"" + MARK + "\",\"description\":\"\"}",
                        "/api/v1/users",
                        "{\"username\":\"" + MARK + "\",\"email\":\"" + MARK
                                + "@test.com\",\"password\":\"secret123\",\"roles\":[\"customer\"]}")
                .getOrDefault(route.pattern(), "{}");
    }
}
