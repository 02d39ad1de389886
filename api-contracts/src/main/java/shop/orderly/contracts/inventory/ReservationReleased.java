package shop.orderly.contracts.inventory;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The hold was given back: {@code RELEASED}. Of a reservation never held it is the tombstone that refuses a late Reserve.
 */
@EventType("reservation.released")
public record ReservationReleased(ReservationId reservationId, OrderId orderId) implements ReservationEvent {}
