package shop.orderly.inventory.api;

import java.util.List;
import shop.orderly.contracts.inventory.Shortage;

/**
 * Where a reservation stands after a command.
 *
 * @param shortages the lines that fell short, if REJECTED
 */
public record ReservationAnswer(ReservationStatus status, List<Shortage> shortages) {

    public ReservationAnswer {
        shortages = List.copyOf(shortages);
    }
}
