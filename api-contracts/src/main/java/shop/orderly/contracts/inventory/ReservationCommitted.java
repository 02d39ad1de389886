package shop.orderly.contracts.inventory;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The held units left the building: {@code COMMITTED}.
 */
@EventType("reservation.committed")
public record ReservationCommitted(ReservationId reservationId, OrderId orderId) implements ReservationEvent {}
