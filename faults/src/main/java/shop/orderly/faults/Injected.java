package shop.orderly.faults;

import org.jspecify.annotations.Nullable;

/**
 * A fault that happened; times in milliseconds on the load's clock.
 *
 * @param start when it was done
 * @param heal when healing began
 * @param ready when what it hurt worked again
 * @param accepted when the first order after the healing was accepted; null if none was within the limit
 * @param settled how long after the healing the orders then under way had come to their end; null if they never did
 */
record Injected(
        Injection injection,
        long start,
        long heal,
        long ready,
        @Nullable Long accepted,
        @Nullable Long settled,
        Evidence evidence) {

    /** Until when operations are not blamed on the shop. */
    long windowEnd() {
        return accepted == null ? Long.MAX_VALUE : Math.max(ready, accepted);
    }

    /** @param millis null if they never did */
    Injected settledAfter(@Nullable Long millis) {
        return new Injected(injection, start, heal, ready, accepted, millis, evidence);
    }

    boolean covers(Operation operation) {
        return operation.start() <= windowEnd() && operation.end() >= start;
    }
}
