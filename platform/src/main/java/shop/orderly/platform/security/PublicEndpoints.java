package shop.orderly.platform.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * The paths of a service that need no token; everything else does. A service declares one bean of it, or none.
 *
 * @param rules what is open
 */
public record PublicEndpoints(List<Rule> rules) {

    /** One open path: Spring's path pattern, {@code /api/v1/products/**}. */
    public record Rule(HttpMethod method, String pattern) {}

    public PublicEndpoints {
        rules = List.copyOf(rules);
    }

    public static PublicEndpoints none() {
        return new PublicEndpoints(List.of());
    }

    public static PublicEndpoints get(String... patterns) {
        return none().and(HttpMethod.GET, patterns);
    }

    public static PublicEndpoints post(String... patterns) {
        return none().and(HttpMethod.POST, patterns);
    }

    public PublicEndpoints andGet(String... patterns) {
        return and(HttpMethod.GET, patterns);
    }

    public PublicEndpoints andPost(String... patterns) {
        return and(HttpMethod.POST, patterns);
    }

    public PublicEndpoints and(HttpMethod method, String... patterns) {
        var more = new ArrayList<>(rules);
        for (var pattern : patterns) {
            more.add(new Rule(method, pattern));
        }
        return new PublicEndpoints(more);
    }
}
