package shop.orderly.contracts.payments;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The provider gave the money of one refund back: {@code REFUNDED} once all of it is back, {@code CAPTURED} again before.
 *
 * @param amount of this refund, in major units
 * @param refunded of all refunds so far, in major units
 */
@EventType("payment.refunded")
public record PaymentRefunded(
        PaymentId paymentId,
        OrderId orderId,
        RefundId refundId,
        BigDecimal amount,
        BigDecimal refunded,
        Currency currency)
        implements PaymentEvent {}
