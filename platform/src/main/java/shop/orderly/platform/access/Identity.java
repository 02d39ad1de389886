package shop.orderly.platform.access;

import java.util.Arrays;
import java.util.Set;

/**
 * On whose behalf something happens.
 *
 * @param id a user's id, a service's name, or the name of a processing group, deadline or durable task; empty for
 *     strangers
 * @param roles a user's; nobody else has any
 */
public record Identity(Kind kind, String id, Set<Role> roles) {

    /** What kind of identity it is. */
    public enum Kind {
        /** Somebody without a token, on an endpoint that is open to everybody. */
        ANONYMOUS,
        /** A person with a token. */
        USER,
        /** Another service, over gRPC. */
        SERVICE,
        /** This service itself: a processing group, a deadline or a durable task. */
        PROCESS
    }

    public static final Identity ANONYMOUS = new Identity(Kind.ANONYMOUS, "", Set.of());

    public Identity {
        roles = Set.copyOf(roles);
    }

    public static Identity user(String id, Role... roles) {
        return new Identity(Kind.USER, id, Set.copyOf(Arrays.asList(roles)));
    }

    public static Identity service(String name) {
        return new Identity(Kind.SERVICE, name, Set.of());
    }

    public static Identity process(String name) {
        return new Identity(Kind.PROCESS, name, Set.of());
    }

    @Override
    public String toString() {
        return kind == Kind.ANONYMOUS ? "anonymous" : kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + id;
    }
}
