package shop.orderly.contracts.inventory;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The hold outlived its limit and was given back: {@code EXPIRED}.
 */
@EventType("reservation.expired")
public record ReservationExpired(ReservationId reservationId, OrderId orderId) implements ReservationEvent {}
