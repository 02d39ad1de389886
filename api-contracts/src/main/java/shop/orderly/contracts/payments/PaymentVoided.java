package shop.orderly.contracts.payments;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The provider will not capture this payment: {@code VOIDED}.
 */
@EventType("payment.voided")
public record PaymentVoided(PaymentId paymentId, OrderId orderId) implements PaymentEvent {}
