package shop.orderly.orders.api;

import java.util.Currency;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderLine;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.users.UserId;

/**
 * Accept an order at the prices stamped on its lines. Answers the order's version. Refuses with {@code invalid_order}
 * if the lines are none or more than 100, a quantity is outside 1..10,000 or the total does not fit; with
 * {@code order_id_taken} if another customer has an order under this id. Repeating an order id changes nothing.
 * Sent by OrderEndpoint, handled by Order.
 *
 * @param items 1..100 lines; a line without a price counts nothing
 * @param currency of every price on the lines
 * @param paymentMethod the provider's token
 * @param obstacle why the order cannot be fulfilled, if that is known already
 */
public record PlaceOrder(
        @TargetAggregateIdentifier OrderId orderId,
        UserId customerId,
        List<OrderLine> items,
        Currency currency,
        String paymentMethod,
        PaymentId paymentId,
        @Nullable Obstacle obstacle) {

    public PlaceOrder {
        items = List.copyOf(items);
    }
}
