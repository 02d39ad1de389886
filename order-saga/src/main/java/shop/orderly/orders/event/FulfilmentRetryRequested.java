package shop.orderly.orders.event;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.EventType;

/** An operator asked that what failed be tried now. The resumption follows. */
@EventType("order.fulfilment_retry_requested")
public record FulfilmentRetryRequested(OrderId orderId, Actor actor) implements FulfilmentEvent {}
