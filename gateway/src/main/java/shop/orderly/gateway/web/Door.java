package shop.orderly.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;
import shop.orderly.platform.web.ProblemWriter;

/** Lets as many in as there are {@link Places}, before their tokens are looked at and their bodies are read. */
public final class Door extends OncePerRequestFilter {

    /** Whoever asks how the gateway is hears it also when it is full. */
    private static final Set<String> ALWAYS_OPEN = Set.of("/livez", "/readyz", "/metrics");

    private final Places places;
    private final ProblemWriter problems;

    public Door(Places places, ProblemWriter problems) {
        this.places = places;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return ALWAYS_OPEN.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var refused = places.enter();
        if (refused.isPresent()) {
            problems.write(refused.get(), request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.leave(request);
        }
    }
}
