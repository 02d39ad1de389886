package shop.orderly.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows the caller by a token that verifies. Any other token is passed on as it is: the service that it is for says what
 * is wrong with it, and for the gateway nobody has asked.
 */
public final class VerifiedCaller extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(VerifiedCaller.class);

    private static final String BEARER = "Bearer ";

    private final JwtDecoder tokens;

    public VerifiedCaller(JwtDecoder tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        token(request).ifPresent(token -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new JwtAuthenticationToken(token, roles(token)));
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    private Optional<Jwt> token(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    tokens.decode(authorization.substring(BEARER.length()).strip()));
        } catch (JwtException e) {
            log.debug("A token does not verify here", e);
            return Optional.empty();
        }
    }

    private static List<SimpleGrantedAuthority> roles(Jwt token) {
        return Objects.requireNonNullElse(token.getClaimAsStringList("roles"), List.<String>of()).stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }
}
