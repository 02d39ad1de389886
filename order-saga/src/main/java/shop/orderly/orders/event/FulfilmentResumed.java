package shop.orderly.orders.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.shared.EventType;

/**
 * Somebody asked that the order be pushed; this is all that a saga has to know to take the next step.
 *
 * @param resumeId made once by whoever asked
 * @param lines what to hold, 1..100 lines as the customer gave them
 * @param payable whether the total is more than zero
 * @param paid whether the money was captured
 * @param paymentDeadline when the order is cancelled if nothing was captured; null before payment was asked for
 * @param attempt the newest reservation, from 1 upwards
 */
@EventType("order.fulfilment_resumed")
public record FulfilmentResumed(
        OrderId orderId,
        String resumeId,
        OrderStatus status,
        List<ReservedLine> lines,
        @Nullable Obstacle obstacle,
        boolean payable,
        boolean paid,
        @Nullable Instant paymentDeadline,
        int attempt)
        implements FulfilmentEvent {

    public FulfilmentResumed {
        lines = List.copyOf(lines);
    }
}
