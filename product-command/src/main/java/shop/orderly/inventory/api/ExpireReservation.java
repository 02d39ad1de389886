package shop.orderly.inventory.api;

import java.time.Instant;
import shop.orderly.contracts.inventory.ReservationId;

/**
 * End a hold that outlived its limit. Answers a {@link ReservationAnswer}. A hold whose time has not come, and anything
 * but a hold, stays as it is. Refuses with {@code reservation_not_found}. Sent by HoldLimit, handled by
 * StockReservations.
 *
 * @param now the time at which the sender looked at the clock
 */
public record ExpireReservation(ReservationId reservationId, Instant now) {}
