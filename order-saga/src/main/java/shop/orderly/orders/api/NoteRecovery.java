package shop.orderly.orders.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;

/**
 * Write down that a step of a compensation works again. Changes nothing if it was not said to have failed. Sent by
 * OrderFulfilmentSaga, handled by Order.
 */
public record NoteRecovery(@TargetAggregateIdentifier OrderId orderId, FulfilmentStep step) {}
