package shop.orderly.orders.event;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.EventType;

/**
 * An operator settled by hand what the fulfilment could not, so nobody pushes the order any more. Its status stays
 * until it is paid, it is cancelled or its refund is requested after all; then it is pushed again.
 *
 * @param note what was done, in the operator's words; 1..500 characters
 */
@EventType("order.fulfilment_resolved")
public record FulfilmentResolved(OrderId orderId, String note, Actor actor) implements FulfilmentEvent {}
