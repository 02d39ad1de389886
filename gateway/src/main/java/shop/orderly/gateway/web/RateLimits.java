package shop.orderly.gateway.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;

/**
 * One allowance for each of many keys, in memory. A key that did not ask for as long as its allowance takes to refill
 * is forgotten: it would be full anyway.
 */
final class RateLimits {

    /**
     * What came of asking.
     *
     * @param remaining requests that are left now
     * @param retryAfterSeconds when one more will be; 0 if this one was let through
     * @param resetSeconds when the allowance will be full again
     */
    record Verdict(RateLimits by, boolean isAllowed, long remaining, long retryAfterSeconds, long resetSeconds) {}

    private static final long NANOS = 1_000_000_000L;

    private final String name;
    private final int requests;
    private final Duration per;
    private final Cache<String, Bucket> buckets;

    /** @param requests 0 = no limit */
    RateLimits(String name, int requests, Duration per, int tracked) {
        this.name = name;
        this.requests = requests;
        this.per = per;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(tracked)
                .expireAfterAccess(per)
                .build();
    }

    /** Takes one request off the key's allowance, if it has one left; empty if there is no limit. */
    Optional<Verdict> take(String key) {
        if (requests == 0) {
            return Optional.empty();
        }
        var probe = buckets.get(key, unused -> full()).tryConsumeAndReturnRemaining(1);
        return Optional.of(new Verdict(
                this,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                probe.isConsumed() ? 0 : Math.max(1, seconds(probe.getNanosToWaitForRefill())),
                seconds(probe.getNanosToWaitForReset())));
    }

    String name() {
        return name;
    }

    /** As the IETF's draft of RateLimit header fields writes it: {@code "user";q=600;w=60}. */
    String policy() {
        return "\"" + name + "\";q=" + requests + ";w=" + per.toSeconds();
    }

    /** {@code "user";r=599;t=1}. */
    String state(Verdict verdict) {
        return "\"" + name + "\";r=" + verdict.remaining() + ";t=" + verdict.resetSeconds();
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, per))
                .build();
    }

    private static long seconds(long nanos) {
        return (nanos + NANOS - 1) / NANOS;
    }
}
