package shop.orderly.contracts.orders;

/** Where an order stands; {@code docs/domain/order.md} draws the transitions. */
public enum OrderStatus {
    /** Accepted; stock is being reserved. */
    PLACED,
    /** Stock is held; payment has been asked for. */
    AWAITING_PAYMENT,
    /** Paid, stock committed. */
    CONFIRMED,
    /** Could not be fulfilled from the start. Final. */
    REJECTED,
    /** Ended before fulfilment, or undone with nothing left to refund. Final unless money arrives late. */
    CANCELLED,
    /** Money is on its way back. */
    REFUND_PENDING,
    /** Money is back. Final. */
    REFUNDED;
}
