package shop.orderly.orders.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Actor;

/**
 * Cancel an order. Answers the order's version. A customer or an operator may do so as long as it is not cancelled or
 * rejected, confirmed orders included; payment reasons only before it is paid; lost stock only before it is confirmed;
 * neither of these once an operator resolved it. Refuses with {@code order_not_cancellable}, and {@code order_not_found}
 * if there is none. Repeating the same reason changes nothing. Sent by OrderEndpoint and OrderFulfilmentSaga, handled by
 * Order.
 */
public record CancelOrder(@TargetAggregateIdentifier OrderId orderId, CancellationReason reason, Actor actor) {}
