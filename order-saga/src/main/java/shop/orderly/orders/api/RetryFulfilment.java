package shop.orderly.orders.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Actor;

/**
 * Try now what failed, without waiting for the next try. Answers the order's version. Changes nothing as long as nothing
 * has failed since it was retried last. Refuses with {@code order_at_rest} if nothing is to be done for the order, and
 * with {@code order_resolved}. Sent by SagaEndpoint, handled by Order.
 *
 * @param resumeId made once by whoever wants the order pushed
 */
public record RetryFulfilment(@TargetAggregateIdentifier OrderId orderId, String resumeId, Actor actor) {}
