package shop.orderly.orders.api;

import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.users.UserId;

/**
 * Orders as {@link OrderView}s, youngest id first. Eventually consistent, group {@code order-view}.
 *
 * @param owner whose orders; null for everybody's
 * @param status only orders in this state; null for all
 * @param after the last order of the page before; null for the first page
 * @param limit how many at most, from 1
 */
public record ListOrders(
        @Nullable UserId owner,
        @Nullable OrderStatus status,
        @Nullable OrderId after,
        int limit) {}
