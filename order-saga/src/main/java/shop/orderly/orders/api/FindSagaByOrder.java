package shop.orderly.orders.api;

import shop.orderly.contracts.orders.OrderId;

/**
 * How the fulfilment of an order goes, settled or not. Answers an optional {@link SagaView}; eventually consistent, group
 * {@code saga-view}.
 */
public record FindSagaByOrder(OrderId orderId) {}
