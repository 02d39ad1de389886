package shop.orderly.orders.api;

import java.util.Locale;

/** What the saga asks of inventory, and what it has payments ask of the provider. */
public enum FulfilmentStep {
    /** Hold the order's lines. */
    RESERVE,
    /** Let the held units leave. */
    COMMIT,
    /** Give held units back, or take departed ones back. */
    RELEASE,
    /** Give the money back; the saga only waits for it. */
    REFUND;

    /** The step as events and JSON show it, in lower snake case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
