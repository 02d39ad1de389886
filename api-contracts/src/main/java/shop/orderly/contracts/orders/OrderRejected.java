package shop.orderly.contracts.orders;

import java.util.List;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.shared.EventType;

/**
 * The order cannot be fulfilled: {@code REJECTED}. Nothing is held and nothing was asked of payments.
 *
 * @param products the products concerned
 * @param shortages what fell short, for {@code out_of_stock}; empty otherwise
 */
@EventType("order.rejected")
public record OrderRejected(OrderId orderId, RejectionReason reason, List<ProductId> products, List<Shortage> shortages)
        implements OrderEvent {

    public OrderRejected {
        products = List.copyOf(products);
        shortages = List.copyOf(shortages);
    }
}
