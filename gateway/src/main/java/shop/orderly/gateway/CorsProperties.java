package shop.orderly.gateway;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Which other sites' pages may call the gateway from a browser.
 *
 * @param allowedOrigins their origins, {@code https://shop.example}; default none. {@code *} only in the {@code local}
 *     profile
 * @param maxAge how long a browser may remember the answer to a preflight; default 1 h; {@code 0s} = not at all
 */
@ConfigurationProperties("orderly.gateway.cors")
public record CorsProperties(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("1h") Duration maxAge) {

    public CorsProperties {
        allowedOrigins = allowedOrigins.stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }

    /** @throws IllegalStateException if a wildcard is among the origins outside of the {@code local} profile */
    void requireOriginsByName(Environment profiles) {
        if (allowedOrigins.stream().anyMatch(origin -> origin.contains("*"))
                && !profiles.acceptsProfiles(Profiles.of("local"))) {
            throw new IllegalStateException("orderly.gateway.cors.allowed-origins lists origins by name;"
                    + " a wildcard is for the local profile only.");
        }
    }
}
