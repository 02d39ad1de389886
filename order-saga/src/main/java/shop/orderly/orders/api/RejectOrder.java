package shop.orderly.orders.api;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.RejectionReason;

/**
 * Turn a placed order down. Refuses with {@code order_not_rejectable} once payment was asked for or the order ended
 * otherwise, with {@code order_resolved}. Repeating it changes nothing. Sent by OrderFulfilmentSaga, handled by Order.
 *
 * @param products the products concerned
 * @param shortages what fell short, for {@code out_of_stock}; empty otherwise
 */
public record RejectOrder(
        @TargetAggregateIdentifier OrderId orderId,
        RejectionReason reason,
        List<ProductId> products,
        List<Shortage> shortages) {

    public RejectOrder {
        products = List.copyOf(products);
        shortages = List.copyOf(shortages);
    }
}
