package shop.orderly.platform.access;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/** The tables of all contexts of a service as one; two rows for one endpoint are refused. */
public final class AccessPolicy {

    /** The most specific pattern first, as Spring chooses endpoints. */
    private final List<Route> routes;

    private final Map<Class<?>, Audience> audiences = new HashMap<>();

    /** Who may send a message. */
    private record Audience(Set<Role> roles, Set<Identity> others) {

        boolean has(Identity identity) {
            return switch (identity.kind()) {
                case USER -> identity.roles().stream().anyMatch(roles::contains);
                case ANONYMOUS, SERVICE, PROCESS -> others.contains(identity);
            };
        }
    }

    public AccessPolicy(List<AccessTable> tables) {
        var rows = tables.stream().flatMap(table -> table.rows().stream()).toList();
        routes = rows.stream()
                .filter(Route.class::isInstance)
                .map(Route.class::cast)
                .sorted(Comparator.comparing(Route::pattern, PathPattern.SPECIFICITY_COMPARATOR))
                .toList();
        var seen = new HashSet<String>();
        for (var route : routes) {
            if (!seen.add(route.toString())) {
                throw new IllegalStateException("Two rows of the access table say who may " + route);
            }
        }
        rows.forEach(row -> row.messages().forEach(message -> admit(row, message)));
    }

    private void admit(AccessTable.Row row, Class<?> message) {
        var audience = audiences.computeIfAbsent(message, type -> new Audience(new HashSet<>(), new HashSet<>()));
        switch (row) {
            case Route route -> {
                audience.roles().addAll(route.reaches().keySet());
                if (route.open()) {
                    audience.others().add(Identity.ANONYMOUS);
                }
            }
            case Sender sender -> audience.others().add(new Identity(sender.kind(), sender.name(), Set.of()));
        }
    }

    public List<Route> routes() {
        return routes;
    }

    /** The row of a request; empty if there is none, and nobody may do it. */
    public Optional<Route> route(HttpMethod method, PathContainer path) {
        var wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return routes.stream()
                .filter(route ->
                        route.method().equals(wanted) && route.pattern().matches(path))
                .findFirst();
    }

    /** The methods that have a row for a path. */
    public Set<String> methods(PathContainer path) {
        var methods = new TreeSet<String>();
        for (var route : routes) {
            if (route.pattern().matches(path)) {
                methods.add(route.method().name());
            }
        }
        return methods;
    }

    /** Whether any row speaks of a message. */
    public boolean knows(Class<?> message) {
        return audiences.containsKey(message);
    }

    /** Whether a row lets an identity send a message. */
    public boolean allows(Identity identity, Class<?> message) {
        var audience = audiences.get(message);
        return audience != null && audience.has(identity);
    }
}
