package shop.orderly.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import shop.orderly.platform.access.AccessPolicy;
import shop.orderly.platform.access.Identities;
import shop.orderly.platform.access.Identity;

/** Lets requests pass that have a row in the access table for their sender, and no others. */
final class RouteAuthorization implements AuthorizationManager<RequestAuthorizationContext> {

    private final AccessPolicy policy;

    RouteAuthorization(AccessPolicy policy) {
        this.policy = policy;
    }

    /** No row, whoever asks; there may be rows for other methods of the path. */
    static final class NoRow extends AuthorizationDecision {

        private final Set<String> methods;

        NoRow(Set<String> methods) {
            super(false);
            this.methods = methods;
        }

        Set<String> methods() {
            return methods;
        }
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        var request = context.getRequest();
        var method = HttpMethod.valueOf(request.getMethod());
        var path = path(request);
        var sender = Identities.of(authentication.get());
        if (method.equals(HttpMethod.OPTIONS)) {
            return options(path, sender.orElse(Identity.ANONYMOUS));
        }
        return policy.route(method, path)
                .<AuthorizationDecision>map(route ->
                        new AuthorizationDecision(sender.filter(route::allows).isPresent()))
                .orElseGet(() -> new NoRow(policy.methods(path)));
    }

    /** Spring answers OPTIONS by itself, to whoever may do anything there. */
    private AuthorizationDecision options(PathContainer path, Identity sender) {
        var methods = policy.methods(path);
        var any = methods.stream()
                .flatMap(method -> policy.route(HttpMethod.valueOf(method), path).stream())
                .anyMatch(route -> route.allows(sender));
        return methods.isEmpty() ? new NoRow(methods) : new AuthorizationDecision(any);
    }

    /** Read as Spring reads it when it looks for the endpoint. */
    private static PathContainer path(HttpServletRequest request) {
        return RequestPath.parse(request.getRequestURI(), request.getContextPath())
                .pathWithinApplication();
    }
}
