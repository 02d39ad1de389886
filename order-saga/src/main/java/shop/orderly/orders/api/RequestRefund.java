package shop.orderly.orders.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;

/**
 * Ask for a cancelled order's money to go back. Refuses with {@code nothing_to_refund} if none was captured, with
 * {@code order_not_cancelled} if the order stands. Repeating it changes nothing. Sent by OrderFulfilmentSaga, handled
 * by Order.
 */
public record RequestRefund(@TargetAggregateIdentifier OrderId orderId) {}
