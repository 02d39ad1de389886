package shop.orderly.contracts.payments;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The provider declined: {@code DECLINED}.
 *
 * @param reason the provider's code
 */
@EventType("payment.declined")
public record PaymentDeclined(PaymentId paymentId, OrderId orderId, String reason) implements PaymentEvent {}
