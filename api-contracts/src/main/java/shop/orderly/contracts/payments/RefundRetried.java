package shop.orderly.contracts.payments;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * A refund that failed was asked for again and the provider is about to be asked at once, under the same key.
 *
 * @param amount what to give back, in major units, as when it was initiated
 */
@EventType("payment.refund_retried")
public record RefundRetried(
        PaymentId paymentId, OrderId orderId, RefundId refundId, BigDecimal amount, Currency currency)
        implements PaymentEvent {}
