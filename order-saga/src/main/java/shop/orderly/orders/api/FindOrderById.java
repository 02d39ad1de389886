package shop.orderly.orders.api;

import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.users.UserId;

/**
 * One order as an {@link OrderView}, or nothing. Eventually consistent, group {@code order-view}.
 *
 * @param owner whose order it must be; null for anybody's
 */
public record FindOrderById(OrderId orderId, @Nullable UserId owner) {}
