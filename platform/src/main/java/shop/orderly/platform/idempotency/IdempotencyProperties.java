package shop.orderly.platform.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an Idempotency-Key means something.
 *
 * @param retention how long an answer is kept; default 25 h, at least 24 h
 * @param lease how long a request may take before a repeat of it may take over, because its process must have died;
 *     default 60 s
 */
@ConfigurationProperties("orderly.idempotency")
record IdempotencyProperties(
        @DefaultValue("25h") Duration retention,
        @DefaultValue("60s") Duration lease) {

    IdempotencyProperties {
        if (retention.compareTo(Duration.ofHours(24)) < 0) {
            throw new IllegalArgumentException("orderly.idempotency.retention is at least 24 hours, not " + retention);
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("orderly.idempotency.lease is at least one second, not " + lease);
        }
    }
}
