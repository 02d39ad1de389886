package shop.orderly.gateway.web;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import shop.orderly.gateway.RateLimitProperties;
import shop.orderly.gateway.web.RateLimits.Verdict;
import shop.orderly.platform.web.ClientAddress;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemWriter;

/**
 * Lets nobody ask too often: each address has an allowance, a smaller one for logging in, and so has each user. Whose
 * allowance it is is told by a token that verifies, never by what a token says; one that does not is the address' affair.
 */
@Component
@Order(RateLimitFilter.ORDER)
class RateLimitFilter extends OncePerRequestFilter {

    /** After security, which verifies tokens; before bodies are read. */
    static final int ORDER = -95;

    private static final String AUTH = "/api/v1/auth/";

    private final RateLimits byAddress;
    private final RateLimits byUser;
    private final RateLimits logins;
    private final ClientAddress clients;
    private final ProblemWriter problems;
    private final MeterRegistry meters;

    RateLimitFilter(
            RateLimitProperties properties, ClientAddress clients, ProblemWriter problems, MeterRegistry meters) {
        this.byAddress = new RateLimits("address", properties.address(), properties.per(), properties.tracked());
        this.byUser = new RateLimits("user", properties.user(), properties.per(), properties.tracked());
        this.logins = new RateLimits("auth", properties.auth(), properties.per(), properties.tracked());
        this.clients = clients;
        this.problems = problems;
        this.meters = meters;
    }

    /** Probes come often and from one place. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals("/livez")
                || request.getRequestURI().equals("/readyz");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var verdicts = verdicts(request);
        if (!verdicts.isEmpty()) {
            response.setHeader(
                    "RateLimit-Policy", joined(verdicts, verdict -> verdict.by().policy()));
            response.setHeader(
                    "RateLimit", joined(verdicts, verdict -> verdict.by().state(verdict)));
        }
        var refused = verdicts.stream().filter(verdict -> !verdict.isAllowed()).findFirst();
        if (refused.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        var by = refused.get().by().name();
        meters.counter("orderly.security.rate.limited", "by", by).increment();
        response.setHeader(HttpHeaders.CONNECTION, "close");
        problems.write(
                Problem.of(HttpStatus.TOO_MANY_REQUESTS, "rate_limited", "Too many requests; come back later.")
                        .retryAfter(Math.toIntExact(refused.get().retryAfterSeconds())),
                request,
                response);
    }

    /** Whoever is refused by one takes nothing from the next. */
    private List<Verdict> verdicts(HttpServletRequest request) {
        var verdicts = new ArrayList<Verdict>();
        var block = AddressBlock.of(clients.of(request));
        var goesOn = ask(byAddress, block, verdicts) && (!isLogin(request) || ask(logins, block, verdicts));
        if (goesOn) {
            user().ifPresent(user -> ask(byUser, user, verdicts));
        }
        return verdicts;
    }

    private static boolean ask(RateLimits limits, String key, List<Verdict> verdicts) {
        var verdict = limits.take(key);
        verdict.ifPresent(verdicts::add);
        return verdict.isEmpty() || verdict.get().isAllowed();
    }

    private static String joined(List<Verdict> verdicts, Function<Verdict, String> words) {
        return verdicts.stream().map(words).collect(Collectors.joining(", "));
    }

    private static boolean isLogin(HttpServletRequest request) {
        return request.getServletPath().startsWith(AUTH);
    }

    private static Optional<String> user() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Jwt token
                ? Optional.ofNullable(token.getSubject())
                : Optional.empty();
    }
}
