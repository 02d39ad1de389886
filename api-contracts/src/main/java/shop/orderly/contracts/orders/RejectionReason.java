package shop.orderly.contracts.orders;

import java.util.Locale;

/** Why an order was rejected. */
public enum RejectionReason {
    /** A product is not in the price list. */
    UNKNOWN_PRODUCT,
    /** A product is no longer sold. */
    PRODUCT_DISCONTINUED,
    /** The lines are priced in more than one currency. */
    CURRENCY_MISMATCH,
    /** Not all lines could be held. */
    OUT_OF_STOCK;

    /** The reason as JSON shows it, in lower snake case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
