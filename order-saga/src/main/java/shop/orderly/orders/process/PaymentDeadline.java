package shop.orderly.orders.process;

import shop.orderly.contracts.orders.OrderId;

/** The money of an order did not come in time. */
record PaymentDeadline(OrderId orderId) {}
