package shop.orderly.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests the gateway lets through before it answers 429: that many at once, refilled evenly. Every replica
 * counts for itself: n replicas let up to n times as many through.
 *
 * @param address for each address (an IPv6 client: its /64), whoever asks; default 1200 per {@code per}; 0 = no limit
 * @param user for each user whose token verifies, from wherever; default 600 per {@code per}; 0 = no limit
 * @param auth for each address on {@code /api/v1/auth/**}, on top of {@code address}; default 60 per {@code per}; 0 = no
 *     limit
 * @param per the time in which an allowance refills; default 1 minute, at least 1 second
 * @param tracked how many addresses and users are remembered, each; default 100 000, some 300 bytes apiece. Beyond it
 *     those that ask least are forgotten first, and begin with a full allowance
 */
@ConfigurationProperties("orderly.gateway.rate-limits")
public record RateLimitProperties(
        @DefaultValue("1200") int address,
        @DefaultValue("600") int user,
        @DefaultValue("60") int auth,
        @DefaultValue("1m") Duration per,
        @DefaultValue("100000") int tracked) {

    public RateLimitProperties {
        if (Math.min(address, Math.min(user, auth)) < 0 || tracked < 1) {
            throw new IllegalArgumentException(
                    "orderly.gateway.rate-limits are 0 or more requests, for at least 1 tracked address");
        }
        if (per.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("orderly.gateway.rate-limits.per is at least 1 second, not " + per);
        }
    }
}
