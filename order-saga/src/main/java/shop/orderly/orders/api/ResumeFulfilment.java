package shop.orderly.orders.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;

/**
 * Have an order tell where it stands, so that a saga takes its next step. Refuses with {@code order_at_rest} if there
 * is none. Repeating a resume id changes nothing. Sent by OrderSweeper and OrderFulfilmentSaga, handled by Order.
 *
 * @param resumeId made once by whoever wants the order pushed
 */
public record ResumeFulfilment(@TargetAggregateIdentifier OrderId orderId, String resumeId) {}
