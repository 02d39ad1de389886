package shop.orderly.contracts.orders;

import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.EventType;

/**
 * The order was cancelled: {@code CANCELLED}. Payments voids what it has not captured.
 *
 * @param paymentId the payment to void, whether or not it was asked for yet
 */
@EventType("order.cancelled")
public record OrderCancelled(OrderId orderId, PaymentId paymentId, CancellationReason reason, Actor actor)
        implements OrderEvent {}
