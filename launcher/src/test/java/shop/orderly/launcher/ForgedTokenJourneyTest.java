package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
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
    private List<Route> routes = List.of();

    private record Attack(String forgery, Route route, int port, String target, List<String> headers, byte[] body) {}

    @BeforeAll
    void findProtectedRoutes() {
        var all = TestShop.routes();
        var found = Collections.synchronizedList(new ArrayList<Route>());
        Wires.each(all, () -> false, (route, wires) -> {
            if (heard(plain("no token", route, List.of()), wires).status() == 401) {
                found.add(route);
            }
        });
        routes = all.stream().filter(found::contains).toList();
    }

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
                        new Route("order-saga", "POST", "/api/v1/orders"),
                        new Route("order-saga", "GET", "/api/v1/orders/{id}"),
                        new Route("payments", "GET", "/api/v1/payments"),
                        new Route("payments", "POST", "/api/v1/payments/{id}/refunds"),
                        new Route("product-command", "POST", "/api/v1/products"),
                        new Route("category-query", "POST", "/api/v1/categories"),
                        new Route("user-service", "GET", "/api/v1/users"),
                        new Route("user-service", "DELETE", "/api/v1/users/{id}"));
    }

    @Test
    void theSameTokenUnforgedIsAcceptedEverywhere() {
        var made = forge.claiming(forge.claims());
        Wires.each(routes, () -> false, (route, wires) -> {
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
        System.out.println("Forged tokens: " + forgeries.size() + " forgeries, " + routes.size() + " routes, "
                + requests + " requests");
    }

    @Test
    void aTokenInAnotherPlaceIsNoToken() {
        var attacks = new ArrayList<Attack>();
        for (var route : routes) {
            ForgedTransports.of(forge, Forge.signed(
                            forge.headerText(), forge.claimsText(), Forge.stranger("secp256r1").getPrivate(),
                            "SHA256withECDSAinP1363Format"))
                    .forEach(transport -> attacks.add(new Attack(
                            transport.name(),
                            route,
                            TestShop.ports().of(route.service()),
                            route.path() + transport.query(),
                            transport.headers(),
                            transport.body().getBytes(StandardCharsets.UTF_8))));
        }
        attack(attacks);
    }

    private void attack(List<Attack> attacks) {
        Collections.shuffle(attacks, new java.util.Random(1));
        Wires.each(attacks, () -> false, this::judge);
        assertThat(complaints).isEmpty();
        person.hasNothingCalled(MARK);
    }

    private void judge(Attack attack, IntFunction<Wire> wires) {
        var answer = heard(attack, wires);
        var isProblem = answer.header("Content-Type").startsWith("application/problem+json")
                && JSON.readTree(answer.body()).path("type").asString("").startsWith("urn:orderly:problem:");
        if (!REFUSED.contains(answer.status())
                || !isProblem
                || (answer.status() == 401
                        && !answer.header("WWW-Authenticate").startsWith("Bearer"))) {
            complaints.add("'" + attack.forgery() + "' at " + attack.route() + " through " + attack.port() + ": "
                    + answer.status() + " " + answer.header("WWW-Authenticate") + " " + answer.body());
        }
    }

    private Wire.Heard heard(Attack attack, IntFunction<Wire> wires) {
        requests.incrementAndGet();
        var bodiless = attack.route().method().equals("GET");
        var bytes = Wire.request(
                attack.route().method(), attack.target(), attack.headers(), bodiless ? null : attack.body());
        try {
            return wires.apply(attack.port()).send(bytes);
        } catch (IOException e) {
            throw new Problem("'" + attack.forgery() + "' at " + attack.route() + " got no answer: " + e, e);
        }
    }

    private static List<String> bearer(String token) {
        return List.of("Authorization: Bearer " + token);
    }

    private static Attack plain(String forgery, Route route, List<String> headers) {
        return through(TestShop.ports().of(route.service()), forgery, route, headers);
    }

    private static Attack through(int port, String forgery, Route route, List<String> headers) {
        return new Attack(forgery, route, port, route.path(), headers, new byte[0]);
    }

    private static Attack withBody(String forgery, Route route, List<String> headers, String body) {
        var all = new ArrayList<>(headers);
        all.add("Content-Type: application/json");
        return new Attack(
                forgery,
                route,
                TestShop.ports().of(route.service()),
                route.path(),
                all,
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** What would do something if the token were good. */
    private static String body(Route route) {
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
