package shop.orderly.inventory.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.users.UserId;

/**
 * Open the stock account of a product that was just created. Repeating it changes nothing. Sent by StockOpening, handled
 * by StockItem.
 *
 * @param merchantId the product's owner, who may change its stock
 * @param initialStock units on hand at the start, 0..1 000 000; they become the first receipt
 */
public record OpenStock(
        @TargetAggregateIdentifier StockItemId stockItemId, ProductId productId, UserId merchantId, int initialStock) {

    public static OpenStock of(ProductId product, UserId merchant, int initialStock) {
        return new OpenStock(StockItemId.of(product), product, merchant, initialStock);
    }
}
