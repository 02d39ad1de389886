package shop.orderly.inventory.api;

import shop.orderly.contracts.inventory.ReservationId;

/**
 * Let the held units leave the building. Answers a {@link ReservationAnswer}: COMMITTED, or what became of the hold
 * before. Repeating it changes nothing. Refuses with {@code reservation_not_found}. Sent by the gRPC adapter, handled by
 * StockReservations.
 */
public record CommitReservation(ReservationId reservationId) {}
