package shop.orderly.contracts.inventory;

import java.util.List;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * Not all lines could be held, so none is: {@code REJECTED}.
 *
 * @param shortages the lines that fell short
 */
@EventType("reservation.refused")
public record ReservationRefused(ReservationId reservationId, OrderId orderId, List<Shortage> shortages)
        implements ReservationEvent {

    public ReservationRefused {
        shortages = List.copyOf(shortages);
    }
}
