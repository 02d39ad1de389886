package shop.orderly.orders.api;

import shop.orderly.contracts.orders.OrderId;

/**
 * What happened to an order as {@link TimelineEntryView}s, oldest first. Eventually consistent, group {@code order-view}.
 *
 * @param after only entries with a higher sequence; 0 for all
 */
public record ListTimeline(OrderId orderId, long after) {}
