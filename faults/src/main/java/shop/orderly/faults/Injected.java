package shop.orderly.faults;

import org.jspecify.annotations.Nullable;

/**
 * A fault that happened; times in milliseconds on the load's clock.
 *
 * @param start when it was done
 * @param heal when healing began
 * @param ready when what it hurt worked again
 * @param accepted when the first order after the healing was accepted; null if none was within the limit
 */
record Injected(
        Injection injection,
        long start,
        long heal,
        long ready,
        @Nullable Long accepted,
        Evidence evidence) {

    /** Until when operations are not blamed on the shop. */
    long windowEnd() {
        return accepted == null ? Long.MAX_VALUE : Math.max(ready, accepted);
    }

    boolean covers(Operation operation) {
        return operation.start() <= windowEnd() && operation.end() >= start;
    }
}
