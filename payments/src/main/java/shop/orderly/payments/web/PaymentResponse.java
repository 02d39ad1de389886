package shop.orderly.payments.web;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.orderly.payments.api.PaymentView;

/** A payment as HTTP shows it: amounts in major units, {@code currency} null if it was voided before it was opened. */
record PaymentResponse(
        String id,
        String orderId,
        @Nullable String customerId,
        String status,
        BigDecimal amount,
        BigDecimal captured,
        BigDecimal refunded,
        @Nullable String currency,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static PaymentResponse of(PaymentView view) {
        return new PaymentResponse(
                view.id().value(),
                view.orderId().value(),
                view.customerId() == null ? null : view.customerId().value(),
                view.status().name(),
                view.amount(),
                view.captured(),
                view.refunded(),
                view.currency() == null ? null : view.currency().getCurrencyCode(),
                view.version(),
                view.createdAt(),
                view.updatedAt());
    }
}
