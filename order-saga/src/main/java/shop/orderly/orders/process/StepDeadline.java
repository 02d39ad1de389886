package shop.orderly.orders.process;

import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.orders.api.FulfilmentStep;

/**
 * A step that failed, or that had to wait for the transaction before it, is due.
 *
 * @param turn counts the saga's timers, so that one which fires while another takes its place pushes nothing; null in
 *     timers from before there were turns
 */
record StepDeadline(
        OrderId orderId, FulfilmentStep step, @Nullable Integer turn) {}
