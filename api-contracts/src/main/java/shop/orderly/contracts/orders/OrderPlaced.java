package shop.orderly.contracts.orders;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.users.UserId;

/**
 * An order was accepted: {@code PLACED}.
 *
 * @param items 1..100 lines as the customer gave them
 * @param total what the customer owes, in major units
 * @param paymentMethod the provider's token, never card data
 * @param paymentId the id under which this order's payment will be asked for
 * @param obstacle why it cannot be fulfilled, if that is known already; null otherwise
 */
@EventType("order.placed")
public record OrderPlaced(
        OrderId orderId,
        UserId customerId,
        List<OrderLine> items,
        BigDecimal total,
        Currency currency,
        String paymentMethod,
        PaymentId paymentId,
        @Nullable Obstacle obstacle)
        implements OrderEvent {

    public OrderPlaced {
        items = List.copyOf(items);
    }

    public Money totalMoney() {
        return Money.ofMajor(total, currency);
    }
}
