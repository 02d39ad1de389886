package shop.orderly.payments.web;

import java.math.BigDecimal;
import shop.orderly.payments.api.RefundReceipt;

/**
 * A refund that was asked for.
 *
 * @param status {@code PENDING} until the provider has given the money back, then {@code DONE}
 * @param version of the payment, for {@code min_version}
 */
record RefundResponse(
        String refundId, String paymentId, String status, BigDecimal amount, String currency, long version) {

    static RefundResponse of(String paymentId, RefundReceipt receipt) {
        return new RefundResponse(
                receipt.refundId().value(),
                paymentId,
                receipt.done() ? "DONE" : "PENDING",
                receipt.amount(),
                receipt.currency().getCurrencyCode(),
                receipt.version());
    }
}
