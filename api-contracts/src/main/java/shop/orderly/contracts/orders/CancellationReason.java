package shop.orderly.contracts.orders;

import java.util.Locale;

/** Why an order was cancelled. */
public enum CancellationReason {
    /** The provider declined the payment. */
    PAYMENT_DECLINED,
    /** No payment arrived in time. */
    PAYMENT_TIMEOUT,
    /** The customer asked for it. */
    BY_CUSTOMER,
    /** The hold expired and the goods were gone. */
    STOCK_LOST,
    /** An operator compensated the order. */
    BY_OPERATOR;

    /** The reason as JSON shows it, in lower snake case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
