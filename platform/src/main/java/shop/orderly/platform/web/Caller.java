package shop.orderly.platform.web;

import java.util.List;
import java.util.Set;
import shop.orderly.contracts.shared.Actor;

/**
 * Who calls, from the token: an argument of any endpoint method. Asking for it on a public path without a token answers
 * 401.
 *
 * @param id the user's id, the token's subject
 * @param roles lower case: {@code customer}, {@code merchant}, {@code ops}, {@code admin}
 */
public record Caller(String id, Set<String> roles) {

    private static final List<String> HIGHEST_FIRST = List.of("admin", "ops", "merchant", "customer");

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    public boolean hasAny(String... some) {
        return Set.of(some).stream().anyMatch(roles::contains);
    }

    /** The caller as the cause of a fact, in the highest of its roles. */
    public Actor actor() {
        var role = HIGHEST_FIRST.stream().filter(roles::contains).findFirst().orElse("user");
        return Actor.of(role, id);
    }
}
