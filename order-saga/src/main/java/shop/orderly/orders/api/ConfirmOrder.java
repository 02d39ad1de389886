package shop.orderly.orders.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;

/**
 * Confirm an order whose stock is committed and whose money, if it costs any, is captured. Refuses with
 * {@code order_not_paid} before that, with {@code order_not_confirmable} if the order ended, and with
 * {@code order_resolved}. Repeating it changes nothing. Sent by OrderFulfilmentSaga, handled by Order.
 */
public record ConfirmOrder(@TargetAggregateIdentifier OrderId orderId) {}
