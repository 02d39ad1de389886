package shop.orderly.orders.event;

import java.time.Instant;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.orders.api.FulfilmentStep;

/**
 * A step of the fulfilment did not succeed yet and will be tried again; the order's status does not change.
 *
 * @param step what is tried next
 * @param attempt the reservation that is tried next, from 1 upwards
 * @param failures how often the step failed in a row; 0 = the next try is its first
 * @param reason what happened, without personal data
 * @param stuck whether it failed so often that a person should look; it is tried again nevertheless
 */
@EventType("order.fulfilment_delayed")
public record FulfilmentDelayed(
        OrderId orderId, FulfilmentStep step, int attempt, int failures, Instant nextTry, String reason, boolean stuck)
        implements FulfilmentEvent {}
