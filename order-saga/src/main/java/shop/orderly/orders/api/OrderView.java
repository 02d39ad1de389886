package shop.orderly.orders.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.users.UserId;

/**
 * One order for those who read; amounts in major units.
 *
 * @param reason why it was rejected or cancelled, in lower snake case
 * @param resting whether nothing more will happen to it by itself
 * @param version of the order's last event that the rows show
 */
public record OrderView(
        OrderId id,
        UserId customerId,
        OrderStatus status,
        @Nullable String reason,
        List<Item> items,
        BigDecimal total,
        Currency currency,
        String paymentMethod,
        boolean resting,
        long version,
        Instant placedAt,
        Instant updatedAt) {

    public OrderView {
        items = List.copyOf(items);
    }

    /**
     * One line.
     *
     * @param unitPrice after discount; null for a product that could not be priced
     */
    public record Item(
            ProductId productId,
            String name,
            int quantity,
            @Nullable BigDecimal unitPrice) {}
}
