package shop.orderly.inventory.api;

import java.time.Instant;
import java.util.List;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Refusal;

/**
 * Hold all lines of an order, or none. Answers a {@link ReservationAnswer}; a repeat answers what became of the
 * reservation. Refuses with {@code invalid_reservation}. Sent by the gRPC adapter, handled by StockReservations.
 *
 * @param lines 1..100, each of 1..10 000 units; lines of one product are merged
 * @param expiresAt when the hold ends by itself
 */
public record ReserveStock(ReservationId reservationId, OrderId orderId, List<ReservedLine> lines, Instant expiresAt) {

    private static final int MAX_LINES = 100;
    private static final int MAX_QUANTITY = 10_000;

    public ReserveStock {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            throw Refusal.invalid("invalid_reservation", "A reservation has 1 to 100 lines.")
                    .exception();
        }
        if (lines.stream().anyMatch(line -> line.quantity() < 1 || line.quantity() > MAX_QUANTITY)) {
            throw Refusal.invalid("invalid_reservation", "A line is of 1 to 10000 units.")
                    .exception();
        }
    }
}
