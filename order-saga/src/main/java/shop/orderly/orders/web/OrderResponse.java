package shop.orderly.orders.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.orders.api.OrderView;
import shop.orderly.orders.api.PlaceOrder;

/** An order as HTTP shows it: amounts in major units of its currency. */
record OrderResponse(
        String id,
        String customerId,
        OrderStatus status,
        @Nullable String reason,
        List<Item> items,
        BigDecimal total,
        String currency,
        String paymentMethod,
        long version,
        Instant placedAt,
        Instant updatedAt) {

    /** One line. */
    record Item(
            String productId,
            String name,
            int quantity,
            @Nullable BigDecimal unitPrice) {}

    static OrderResponse of(OrderView view) {
        return new OrderResponse(
                view.id().value(),
                view.customerId().value(),
                view.status(),
                view.reason(),
                view.items().stream()
                        .map(it -> new Item(it.productId().value(), it.name(), it.quantity(), it.unitPrice()))
                        .toList(),
                view.total(),
                view.currency().getCurrencyCode(),
                view.paymentMethod(),
                view.version(),
                view.placedAt(),
                view.updatedAt());
    }

    /** An order that was accepted just now. */
    static OrderResponse accepted(PlaceOrder command, BigDecimal total, long version, Instant at) {
        return new OrderResponse(
                command.orderId().value(),
                command.customerId().value(),
                OrderStatus.PLACED,
                null,
                command.items().stream()
                        .map(it -> new Item(it.productId().value(), it.name(), it.quantity(), it.unitPrice()))
                        .toList(),
                total,
                command.currency().getCurrencyCode(),
                command.paymentMethod(),
                version,
                at,
                at);
    }
}
