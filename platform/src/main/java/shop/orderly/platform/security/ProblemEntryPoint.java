package shop.orderly.platform.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import shop.orderly.platform.access.Identities;
import shop.orderly.platform.security.RouteAuthorization.NoRow;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemWriter;

/**
 * What security refuses, as problems, counted: 401 says with {@code WWW-Authenticate} what is wanted and no more than that,
 * 403 that the roles do not suffice; where the access table has no row, those who are known are told that there is nothing.
 */
public final class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemEntryPoint.class);

    private final ProblemWriter problems;

    private final Counter refused;

    public ProblemEntryPoint(ProblemWriter problems, MeterRegistry meters) {
        this.problems = problems;
        this.refused = meters.counter("orderly.security.refused", "where", "http");
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        refused.increment();
        var error = exception instanceof OAuth2AuthenticationException oauth ? oauth.getError() : null;
        var status = error instanceof BearerTokenError told ? told.getHttpStatus() : HttpStatus.UNAUTHORIZED;
        var code = status == HttpStatus.UNAUTHORIZED ? "unauthenticated" : "invalid_token";
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                error == null ? "Bearer" : "Bearer error=\"" + error.getErrorCode() + "\"");
        problems.write(Problem.of(status, code, "This needs a valid bearer token."), request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException {
        refused.increment();
        if (exception instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof NoRow none) {
            problems.write(nothing(none, response), request, response);
            return;
        }
        log.info(
                "Refused {} a request for want of a role",
                Identities.current().map(Object::toString).orElse("nobody"));
        problems.write(
                Problem.of(HttpStatus.FORBIDDEN, "forbidden", "Your roles do not allow this."), request, response);
    }

    private static Problem nothing(NoRow none, HttpServletResponse response) {
        if (none.methods().isEmpty()) {
            return Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing here.");
        }
        response.setHeader(HttpHeaders.ALLOW, String.join(", ", none.methods()));
        return Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "This cannot be done here.");
    }
}
