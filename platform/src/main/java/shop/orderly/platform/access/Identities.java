package shop.orderly.platform.access;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * On whose behalf the present thread works: whom it was told to work for, else who sent the HTTP request that it answers.
 * No thread inherits it from another.
 */
public final class Identities {

    private static final String AUTHORITY_PREFIX = "ROLE_";

    private static final ThreadLocal<@Nullable Identity> BOUND = new ThreadLocal<>();

    private Identities() {}

    /** What is done on somebody's behalf. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {

        T done() throws X;
    }

    /** Works on behalf of an identity, on this thread and until the work returns. */
    public static <T extends @Nullable Object, X extends Exception> T as(Identity identity, Work<T, X> work) throws X {
        var before = BOUND.get();
        BOUND.set(identity);
        try {
            return work.done();
        } finally {
            if (before == null) {
                BOUND.remove();
            } else {
                BOUND.set(before);
            }
        }
    }

    /** Empty on a thread that works on nobody's behalf: it may do nothing. */
    public static Optional<Identity> current() {
        var bound = BOUND.get();
        return bound != null
                ? Optional.of(bound)
                : of(SecurityContextHolder.getContext().getAuthentication());
    }

    /** The sender of an HTTP request; empty if it did not pass the security filters. */
    public static Optional<Identity> of(@Nullable Authentication authentication) {
        if (authentication instanceof AnonymousAuthenticationToken) {
            return Optional.of(Identity.ANONYMOUS);
        }
        if (authentication == null || !(authentication.getPrincipal() instanceof Jwt)) {
            return Optional.empty();
        }
        var roles = authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith(AUTHORITY_PREFIX))
                .flatMap(authority -> Role.named(authority.substring(AUTHORITY_PREFIX.length())).stream())
                .collect(Collectors.toUnmodifiableSet());
        return Optional.of(new Identity(Identity.Kind.USER, authentication.getName(), roles));
    }
}
