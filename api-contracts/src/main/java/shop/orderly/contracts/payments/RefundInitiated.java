package shop.orderly.contracts.payments;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.EventType;

/**
 * A refund was opened and the provider is about to be asked: {@code REFUND_PENDING}.
 *
 * @param amount what to give back, in major units; refunds never exceed the capture
 */
@EventType("payment.refund_initiated")
public record RefundInitiated(
        PaymentId paymentId, OrderId orderId, RefundId refundId, BigDecimal amount, Currency currency, Actor actor)
        implements PaymentEvent {}
