package shop.orderly.orders.api;

import java.util.Locale;

/** How the fulfilment of an order goes, for operators. */
public enum SagaState {
    /** On its way, and nothing fails. */
    RUNNING,
    /** The last step failed and is tried again. */
    RETRYING,
    /** Cancelled; goods or money are not back yet. A step of it may be failing. */
    COMPENSATING,
    /**
     * It is tried again, but a person should look. Also if nobody knows what became of a cancelled order's money, and if
     * the provider refuses what a person gives back, of whatever order.
     */
    STUCK,
    /** Nothing more happens by itself. */
    SETTLED,
    /** An operator settled it by hand. */
    RESOLVED;

    /** The state as JSON and rows show it, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
