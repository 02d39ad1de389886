package shop.orderly.contracts.payments;

/** Where a payment stands; {@code docs/domain/payment.md} draws the transitions. */
public enum PaymentStatus {
    /** Asked for; the provider has not answered. */
    REQUESTED,
    /** The provider gave no clear answer and is asked again under the same key. */
    UNKNOWN,
    /** The money is ours. */
    CAPTURED,
    /** The provider said no. Final. */
    DECLINED,
    /** Given up before capture. Final unless the provider captured it after all. */
    VOIDED,
    /** Money is on its way back. */
    REFUND_PENDING,
    /** All captured money is back. Final. */
    REFUNDED;
}
