package shop.orderly.inventory.api;

import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.orders.OrderId;

/**
 * Give a hold back, or take committed units back into stock. Answers a {@link ReservationAnswer}. Without a hold it
 * leaves a tombstone that refuses a late Reserve. Repeating it changes nothing. Sent by the gRPC adapter, handled by
 * StockReservations.
 */
public record ReleaseReservation(ReservationId reservationId, OrderId orderId) {}
