package shop.orderly.payments.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.PaymentStatus;
import shop.orderly.contracts.users.UserId;

/**
 * One payment for those who read; amounts in major units.
 *
 * @param customerId null if the payment was voided before it was opened
 * @param currency null if the payment was voided before it was opened
 * @param version of the payment's last event that the row shows
 */
public record PaymentView(
        PaymentId id,
        OrderId orderId,
        @Nullable UserId customerId,
        PaymentStatus status,
        BigDecimal amount,
        BigDecimal captured,
        BigDecimal refunded,
        @Nullable Currency currency,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
