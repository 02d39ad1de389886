package shop.orderly.contracts.orders;

import shop.orderly.contracts.shared.EventType;

/**
 * Paid and committed: {@code CONFIRMED}.
 */
@EventType("order.confirmed")
public record OrderConfirmed(OrderId orderId) implements OrderEvent {}
