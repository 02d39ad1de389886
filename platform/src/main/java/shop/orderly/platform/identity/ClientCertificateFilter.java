package shop.orderly.platform.identity;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemWriter;

/**
 * Lets in over HTTPS who shows the certificate of a service, and who brings a user's bearer token, which is checked
 * later. Everybody else may ask whether the service is alive, and for the public keys. Prometheus may read the metrics
 * and nothing more; Kafka and Postgres ask for nothing here.
 */
final class ClientCertificateFilter extends OncePerRequestFilter {

    /** Before authentication by token, which is at -100. */
    static final int ORDER = -110;

    static final String METER = "orderly.security.http.refused";

    private static final Logger log = LoggerFactory.getLogger(ClientCertificateFilter.class);
    private static final String CHAIN = "jakarta.servlet.request.X509Certificate";
    private static final String METRICS = "/metrics";
    private static final String BEARER = "Bearer ";
    private static final Set<String> OPEN = Set.of("/livez", "/readyz", "/health", "/.well-known/jwks.json");
    private static final Set<String> CALLERS = Set.of(
            "product-command",
            "category-query",
            "user-service",
            "product-query",
            "order-saga",
            "payments",
            "gateway",
            "ops");

    private final ProblemWriter problems;
    private final MeterRegistry meters;

    ClientCertificateFilter(ProblemWriter problems, MeterRegistry meters) {
        this.problems = problems;
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = caller(request);
        if (OPEN.contains(request.getServletPath())
                || caller.filter(it -> mayAsk(it, request.getServletPath())).isPresent()
                || bringsToken(request)) {
            chain.doFilter(request, response);
            return;
        }
        var reason = caller.isPresent() ? "not_allowed" : "no_certificate";
        meters.counter(METER, "reason", reason).increment();
        log.warn("An HTTP request was refused: {}, caller {}", reason, caller.orElse("unknown"));
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(
                Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "client_certificate_required",
                        "This needs the certificate of a service that may ask, or a user's bearer token."),
                request,
                response);
    }

    private static boolean mayAsk(String caller, String path) {
        return CALLERS.contains(caller) || (caller.equals("prometheus") && path.equals(METRICS));
    }

    private static boolean bringsToken(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static Optional<String> caller(HttpServletRequest request) {
        return request.getAttribute(CHAIN) instanceof X509Certificate[] chain && chain.length > 0
                ? ServiceId.of(chain[0])
                : Optional.empty();
    }
}
