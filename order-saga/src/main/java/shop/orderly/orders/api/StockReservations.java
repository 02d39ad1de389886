package shop.orderly.orders.api;

import java.util.List;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.orders.OrderId;

/**
 * The stock as an order sees it. Every call is idempotent by order and attempt, returns within a time limit and
 * answers a value: neither refusals nor failures are exceptions.
 */
public interface StockReservations {

    /**
     * Holds all lines or none.
     *
     * @param attempt from 1 upwards; a new attempt is a new reservation
     * @param lines 1..100, each of 1..10,000 units; lines of one product are merged
     */
    StockAnswer reserve(OrderId order, int attempt, List<ReservedLine> lines);

    /** Lets the held units leave. */
    StockAnswer commit(OrderId order, int attempt);

    /** Gives held units back, or takes departed ones back. Without a hold it makes sure that none comes to be. */
    StockAnswer release(OrderId order, int attempt);
}
