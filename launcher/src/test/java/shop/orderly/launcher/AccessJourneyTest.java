package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.http.HttpMethod;
import shop.orderly.launcher.client.Answer;
import shop.orderly.launcher.client.ShopClient;
import shop.orderly.platform.access.AccessPolicy;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.access.Reach;
import shop.orderly.platform.access.Route;

/** Everybody at every door of the running shop: the access tables are what happens, neither less nor more. */
@Execution(ExecutionMode.CONCURRENT)
class AccessJourneyTest {
    /** Every service's table has it; whether there is such an endpoint is a setting. */
    private static final Set<String> OPTIONAL = Set.of("GET /info");

    private static final Path DOCUMENT = Path.of("../docs/access.md");

    private static final List<String> SERVICES = Shop.SERVICES.stream()
            .map(Service::name)
            .filter(name -> !name.equals(Shop.GATEWAY))
            .toList();

    /** A route of a service. */
    private record Door(String service, Route route) {
        /** What is only looked at comes first, and what takes things away last. */
        int turn() {
            if (route.method().equals(HttpMethod.GET)) {
                return 0;
            }
            if (!route.method().equals(HttpMethod.DELETE)) {
                return route.toString().endsWith("/password") ? 2 : 1;
            }
            return route.toString().contains("/users/") ? 4 : 3;
        }

        boolean endsSessions() {
            return turn() == 2;
        }

        /** At the service itself, and at the gateway if it leads there; who has deleted himself cannot ask twice. */
        Stream<String> addresses(String path, Persona persona) {
            var own = TestShop.ports().url(service) + path;
            var isOnce = turn() == 4 && persona == Persona.CUSTOMER;
            return !isOnce && (path.startsWith("/api/") || path.startsWith("/.well-known/"))
                    ? Stream.of(own, TestShop.door() + path)
                    : Stream.of(own);
        }
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        for (var service : SERVICES) {
            var rows = new TreeSet<String>();
            policy(service).routes().forEach(route -> rows.add(route.toString()));
            var routes = routes(service);
            assertThat(rows).as("rows of " + service).containsAll(routes);
            rows.removeAll(OPTIONAL);
            assertThat(routes).as("routes of " + service).containsAll(rows);
        }
    }

    @Test
    void everyIdentityReachesAtEveryRouteWhatTheTableSays() {
        var things = Belongings.arranged();
        var doors = SERVICES.stream()
                .flatMap(service -> policy(service).routes().stream().map(route -> new Door(service, route)))
                .sorted(Comparator.comparingInt(Door::turn))
                .toList();
        var wrong = new ArrayList<String>();
        var asked = 0;
        for (var door : doors) {
            var path = things.path(door.route());
            for (var persona : Persona.values()) {
                for (var address : door.addresses(path, persona).toList()) {
                    var answer = ask(things, door.route(), persona, address);
                    asked++;
                    if (!isAsTheTableSays(door.route(), persona, answer, things)) {
                        wrong.add(persona + ": " + answer.request() + " answered " + answer.status() + " "
                                + answer.text());
                    }
                    if (door.endsSessions() && answer.status() < 300) {
                        things.logIn(Persona.CUSTOMER);
                    }
                }
            }
        }
        System.out.printf(
                "Access: %d routes x %d identities = %d cells, %d requests%n",
                doors.size(), Persona.values().length, doors.size() * Persona.values().length, asked);
        assertThat(String.join("\n", wrong))
                .as("answers that are not as the tables say")
                .isEmpty();
    }

    @Test
    void theDocumentShowsTheTables() throws IOException {
        var document = new AccessDocument();
        document.service(
                "every service", TestShop.service(SERVICES.getFirst()).getBean("platformAccess", AccessTable.class));
        for (var service : SERVICES) {
            TestShop.service(service).getBeansOfType(AccessTable.class).forEach((bean, table) -> {
                if (!bean.equals("platformAccess")) {
                    document.service(service, table);
                }
            });
        }
        if (Files.notExists(DOCUMENT) && Boolean.getBoolean("approve")) {
            Files.writeString(DOCUMENT, document.text());
        }
        assertThat(DOCUMENT)
                .as("delete it and run with -Dapprove=true to have it written anew")
                .hasContent(document.text());
    }

    private static Answer ask(Belongings things, Route route, Persona persona, String address) {
        var body = things.body(route);
        return ShopClient.persistently(
                () -> things.client(persona).send(route.method().name(), address, body.isEmpty() ? null : body));
    }

    private static boolean isAsTheTableSays(Route route, Persona persona, Answer answer, Belongings things) {
        if (!route.open() && persona.role().isEmpty()) {
            return answer.status() == 401;
        }
        var reach = persona.role().map(role -> route.reach(role)).orElse(java.util.Optional.of(Reach.ALL));
        if (reach.isEmpty()) {
            return answer.status() == 403 && isForbidden(answer);
        }
        var others = Belongings.namesAThing(route) && persona != Belongings.owner(route);
        if (others && reach.get() == Reach.OWN) {
            return answer.status() == 404;
        }
        if (others && reach.get() == Reach.OWN_OF_PUBLIC) {
            return answer.status() == 403 && answer.field("type").contains(":not_your_");
        }
        return isAllowed(route, answer)
                && (reach.get() != Reach.OWN || persona == Persona.CUSTOMER || !things.shows(answer));
    }

    /** Reading shows something; what is done may be refused by the business, but is not unknown unless it was deleted. */
    private static boolean isAllowed(Route route, Answer answer) {
        if (OPTIONAL.contains(route.toString())) {
            return answer.status() == 200 || answer.status() == 404;
        }
        if (Belongings.mayBeMissing(route)) {
            return answer.status() != 401 && answer.status() < 500 && !isForbidden(answer);
        }
        if (route.method().equals(HttpMethod.GET)) {
            return answer.status() == 200;
        }
        return answer.status() != 401
                && answer.status() < 500
                && !isForbidden(answer)
                && (answer.status() != 404 || route.method().equals(HttpMethod.DELETE));
    }

    private static boolean isForbidden(Answer answer) {
        return answer.field("type").equals("urn:orderly:problem:forbidden");
    }

    private static AccessPolicy policy(String service) {
        return TestShop.service(service).getBean(AccessPolicy.class);
    }

    /** What the running service answers to, asked of Spring. */
    private static Set<String> routes(String service) {
        return TestShop.routes().stream()
                .filter(route ->
                        route.service().equals(service) && !route.pattern().startsWith("/error"))
                .map(route -> route.method() + " " + route.pattern())
                .collect(Collectors.toSet());
    }
}
