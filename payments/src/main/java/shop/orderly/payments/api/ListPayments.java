package shop.orderly.payments.api;

import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.users.UserId;

/**
 * Payments as {@link PaymentView}s, youngest id first. Eventually consistent, group {@code payment-view}.
 *
 * @param owner whose payments; null for everybody's
 * @param orderId only this order's; null for all
 * @param after the last payment of the page before; null for the first page
 * @param limit how many at most, from 1
 */
public record ListPayments(
        @Nullable UserId owner,
        @Nullable OrderId orderId,
        @Nullable PaymentId after,
        int limit) {}
