package shop.orderly.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemWriter;

/** 401 and 403 as problems; 401 says with {@code WWW-Authenticate} what is wanted, and no more than that. */
public final class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ProblemWriter problems;

    public ProblemEntryPoint(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
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
        problems.write(
                Problem.of(HttpStatus.FORBIDDEN, "forbidden", "Your roles do not allow this."), request, response);
    }
}
