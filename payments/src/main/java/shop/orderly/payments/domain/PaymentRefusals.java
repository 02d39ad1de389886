package shop.orderly.payments.domain;

import java.util.Currency;
import java.util.Locale;
import shop.orderly.contracts.payments.PaymentStatus;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;

/** What a payment refuses, and in which words. */
final class PaymentRefusals {

    private PaymentRefusals() {}

    static RefusedException amountInvalid(Money amount) {
        return Refusal.invalid("payment_amount_invalid", "A payment is of more than zero, not of " + amount + ".")
                .exception();
    }

    static RefusedException differs(Money opened) {
        return Refusal.conflict("payment_differs", "This payment was opened over another amount.")
                .with("amount", opened.major())
                .with("currency", opened.currency().getCurrencyCode())
                .exception();
    }

    static RefusedException outcomeKnown(PaymentStatus answer) {
        var word = answer.name().toLowerCase(Locale.ROOT);
        return Refusal.conflict("payment_" + word, "The payment is already " + word + ".")
                .with("status", answer.name())
                .exception();
    }

    static RefusedException notInitiated() {
        return Refusal.conflict("payment_not_initiated", "The payment was voided before it was opened.")
                .exception();
    }

    static RefusedException voidNotRequested() {
        return Refusal.conflict("void_not_requested", "Nobody asked to void this payment.")
                .exception();
    }

    static RefusedException notCaptured(PaymentStatus answer) {
        return Refusal.conflict("payment_not_captured", "Only captured money can be given back.")
                .with("status", answer.name())
                .exception();
    }

    static RefusedException refundAmountInvalid(Currency currency) {
        return Refusal.invalid(
                        "refund_amount_invalid",
                        "A refund is of more than zero, in " + currency + " and with no more decimals than it has.")
                .with("currency", currency.getCurrencyCode())
                .exception();
    }

    static RefusedException exceedsCapture(Money left) {
        return Refusal.conflict("refund_exceeds_capture", "Of the captured money " + left + " can still be refunded.")
                .with("refundable", left.major())
                .with("currency", left.currency().getCurrencyCode())
                .exception();
    }

    static RefusedException refundDiffers(Money earlier) {
        return Refusal.conflict("refund_differs", "This refund id was used for another amount: " + earlier + ".")
                .exception();
    }

    static RefusedException refundNotFound(RefundId refundId) {
        return Refusal.notFound("refund_not_found", "This payment has no refund " + refundId + ".")
                .exception();
    }
}
