package shop.orderly.contracts.inventory;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The units of a committed reservation came back: {@code RETURNED}.
 */
@EventType("reservation.returned")
public record ReservationReturned(ReservationId reservationId, OrderId orderId) implements ReservationEvent {}
