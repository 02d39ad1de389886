package shop.orderly.orders.api;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;

/**
 * Ask for the money of an order whose stock is held. Refuses with {@code nothing_to_pay} if the total is zero, with
 * {@code order_not_payable} if the order ended, with {@code order_resolved}. Repeating it changes nothing. Sent by
 * OrderFulfilmentSaga, handled by Order.
 *
 * @param deadline when the order is cancelled if nothing was captured
 */
public record RequestPayment(@TargetAggregateIdentifier OrderId orderId, Instant deadline) {}
