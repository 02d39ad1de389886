package shop.orderly.contracts.inventory;

import java.time.Instant;
import java.util.List;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * All lines of an order are held: {@code HELD}.
 *
 * @param expiresAt when the hold ends by itself if neither committed nor released
 */
@EventType("reservation.held")
public record ReservationHeld(ReservationId reservationId, OrderId orderId, List<ReservedLine> lines, Instant expiresAt)
        implements ReservationEvent {

    public ReservationHeld {
        lines = List.copyOf(lines);
    }
}
