package shop.orderly.orders.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Actor;

/**
 * Undo an order whose goods or money are not settled, paid or not: it is cancelled by the operator, its stock is released
 * and its money goes back. Answers the order's version. An order that is cancelled already stays as it is. Refuses with
 * {@code order_at_rest} if it is confirmed, rejected or refunded, and with {@code order_resolved}. Sent by SagaEndpoint,
 * handled by Order.
 */
public record CompensateOrder(@TargetAggregateIdentifier OrderId orderId, Actor actor) {}
