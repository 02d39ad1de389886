package shop.orderly.platform.access;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A row of the table for an endpoint; {@code HEAD} follows {@code GET}.
 *
 * @param pattern as the endpoint's mapping says it
 * @param open whether it needs no token
 * @param reaches how far each role reaches; a role that is missing may not do it
 * @param messages the commands and queries that it sends
 */
public record Route(
        HttpMethod method, PathPattern pattern, boolean open, Map<Role, Reach> reaches, Set<Class<?>> messages)
        implements AccessTable.Row {

    public Route {
        reaches = Map.copyOf(reaches);
        messages = Set.copyOf(messages);
    }

    static Route of(HttpMethod method, String pattern) {
        return new Route(method, PathPatternParser.defaultInstance.parse(pattern), false, Map.of(), Set.of());
    }

    /** Open to everybody, with or without a token. */
    public Route everybody() {
        return new Route(method, pattern, true, with(Reach.ALL, Role.values()), messages);
    }

    /** These roles reach everybody's things. */
    public Route all(Role... roles) {
        return new Route(method, pattern, open, with(Reach.ALL, roles), messages);
    }

    /** These roles reach their own things; those of others do not exist for them. */
    public Route own(Role... roles) {
        return new Route(method, pattern, open, with(Reach.OWN, roles), messages);
    }

    /** These roles may change their own things of a kind that everybody may see. */
    public Route ownOfPublic(Role... roles) {
        return new Route(method, pattern, open, with(Reach.OWN_OF_PUBLIC, roles), messages);
    }

    /** What the endpoint needs to send: whoever may call it may send this. */
    public Route sends(Class<?>... types) {
        var more = new HashSet<>(messages);
        more.addAll(Set.of(types));
        return new Route(method, pattern, open, reaches, more);
    }

    /** Empty if the role may not do it. */
    public Optional<Reach> reach(Role role) {
        return Optional.ofNullable(reaches.get(role));
    }

    /** Whether an identity may call the endpoint at all. */
    public boolean allows(Identity identity) {
        return open || identity.roles().stream().anyMatch(reaches::containsKey);
    }

    private Map<Role, Reach> with(Reach reach, Role... roles) {
        var more = new EnumMap<Role, Reach>(Role.class);
        more.putAll(reaches);
        for (var role : roles) {
            more.put(role, reach);
        }
        return more;
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
