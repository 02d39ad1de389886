package shop.orderly.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemWriter;

/**
 * Answers preflights itself: with the allow-list's answer, or 403. Any other request from a page that is not on the list
 * goes on without permission for that page to read the answer: behind a proxy that ends TLS the gateway's own pages look
 * like another site's, and tokens, unlike cookies, are never sent by a browser on its own.
 */
public final class CorsAnswers implements CorsProcessor {

    private final DefaultCorsProcessor standard = new DefaultCorsProcessor();

    private final ProblemWriter problems;

    public CorsAnswers(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration configuration, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var isPreflight = CorsUtils.isPreFlightRequest(request);
        var isListed =
                configuration != null && configuration.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) != null;
        if (isListed || (!isPreflight && request.getHeader(HttpHeaders.ORIGIN) == null)) {
            return standard.processRequest(configuration, request, response);
        }
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (isPreflight) {
            problems.write(
                    Problem.of(HttpStatus.FORBIDDEN, "origin_not_allowed", "Pages of this origin may not call us."),
                    request,
                    response);
            return false;
        }
        return true;
    }
}
