package shop.orderly.orders.process;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.orders.api.FulfilmentStep;

/** A step that failed, or that had to wait for the transaction before it, is due. */
record StepDeadline(OrderId orderId, FulfilmentStep step) {}
