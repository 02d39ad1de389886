package shop.orderly.orders.event;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.orders.api.FulfilmentStep;

/**
 * A step of a compensation that had failed succeeded. Other steps that recover are followed by a fact of the order's
 * own, which says the same.
 */
@EventType("order.fulfilment_recovered")
public record FulfilmentRecovered(OrderId orderId, FulfilmentStep step) implements FulfilmentEvent {}
