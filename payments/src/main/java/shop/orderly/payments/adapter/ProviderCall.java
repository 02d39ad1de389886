package shop.orderly.payments.adapter;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Money;

/**
 * One question to the provider, as it is stored until it is answered.
 *
 * @param refundId of a refund, else null
 * @param amount in major units; null for a void
 * @param paymentMethod of a capture, else null
 * @param attempts how often it was asked without a final answer
 * @param trace the trace that the question belongs to, as header fields
 */
record ProviderCall(
        PaymentId paymentId,
        @Nullable RefundId refundId,
        @Nullable BigDecimal amount,
        @Nullable Currency currency,
        @Nullable String paymentMethod,
        int attempts,
        Map<String, String> trace) {

    ProviderCall {
        trace = Map.copyOf(trace);
    }

    static ProviderCall capture(PaymentId paymentId, Money amount, String paymentMethod, Map<String, String> trace) {
        return new ProviderCall(paymentId, null, amount.major(), amount.currency(), paymentMethod, 0, trace);
    }

    static ProviderCall voidCapture(PaymentId paymentId, Map<String, String> trace) {
        return new ProviderCall(paymentId, null, null, null, null, 0, trace);
    }

    static ProviderCall refund(PaymentId paymentId, RefundId refundId, Money amount, Map<String, String> trace) {
        return new ProviderCall(paymentId, refundId, amount.major(), amount.currency(), null, 0, trace);
    }

    /** Names this question among those of its kind, and a refund towards the provider. */
    String key() {
        return refundId == null ? paymentId.value() : paymentId + ":" + refundId;
    }

    Money money() {
        if (amount == null || currency == null) {
            throw new IllegalStateException("A void has no amount");
        }
        return Money.ofMajor(amount, currency);
    }

    ProviderCall again() {
        return new ProviderCall(paymentId, refundId, amount, currency, paymentMethod, attempts + 1, trace);
    }
}
