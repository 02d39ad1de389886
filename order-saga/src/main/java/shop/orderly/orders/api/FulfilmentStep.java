package shop.orderly.orders.api;

import java.util.Locale;

/** What the saga asks of inventory. */
public enum FulfilmentStep {
    /** Hold the order's lines. */
    RESERVE,
    /** Let the held units leave. */
    COMMIT,
    /** Give held units back, or take departed ones back. */
    RELEASE;

    /** The step as events and JSON show it, in lower snake case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
