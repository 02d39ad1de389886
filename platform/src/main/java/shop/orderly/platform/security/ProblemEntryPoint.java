package shop.orderly.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemWriter;

/** 401 and 403 as problems; 401 says with {@code WWW-Authenticate} what is wanted. */
final class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final BearerTokenAuthenticationEntryPoint bearer = new BearerTokenAuthenticationEntryPoint();

    private final ProblemWriter problems;

    ProblemEntryPoint(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        bearer.commence(request, response, exception);
        var status = HttpStatus.valueOf(response.getStatus());
        var code = status == HttpStatus.UNAUTHORIZED ? "unauthenticated" : "invalid_token";
        problems.write(Problem.of(status, code, "This needs a valid bearer token."), request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException {
        problems.write(
                Problem.of(HttpStatus.FORBIDDEN, "forbidden", "Your roles do not allow this."), request, response);
    }
}
