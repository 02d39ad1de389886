package shop.orderly.contracts.payments;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The order no longer wants this payment; the provider is about to be asked to void it. The status does not change.
 */
@EventType("payment.void_requested")
public record PaymentVoidRequested(PaymentId paymentId, OrderId orderId) implements PaymentEvent {}
