package shop.orderly.platform.security;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How bearer tokens are checked.
 *
 * @param jwtSecret set: tokens are signed HS256 with this shared secret, at least 32 bytes; empty (default): they are
 *     signed ES256 and checked with the keys of {@code jwksUri}. Never both
 * @param jwksUri where the public keys are; default user-service on this machine. Asked at the first token, not at start
 * @param issuer the {@code iss} that tokens must carry; default {@code orderly}
 * @param audience the {@code aud} that tokens must carry; default {@code orderly.user}
 * @param jwksCache how long public keys are kept before they are asked for again; default 5 min
 * @param maxTokenLife the longest that a token may be meant to live; default 15 min
 * @param clockSkew how far clocks may differ; default 30 s, at most 60 s
 */
@ConfigurationProperties("orderly.security")
public record SecurityProperties(
        @DefaultValue("") String jwtSecret,

        @DefaultValue("http://localhost:8083/.well-known/jwks.json")
        URI jwksUri,

        @DefaultValue("orderly") String issuer,
        @DefaultValue("orderly.user") String audience,
        @DefaultValue("5m") Duration jwksCache,
        @DefaultValue("15m") Duration maxTokenLife,
        @DefaultValue("30s") Duration clockSkew) {

    private static final Duration MAX_SKEW = Duration.ofSeconds(60);

    public SecurityProperties {
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("orderly.security.clock-skew is 0 to 60 seconds, not " + clockSkew);
        }
    }

    /** Whether tokens are signed with a shared secret. */
    public boolean isSharedSecret() {
        return !jwtSecret.isEmpty();
    }

    @Override
    public String toString() {
        return "SecurityProperties[" + (isSharedSecret() ? "shared secret" : jwksUri) + "]";
    }
}
