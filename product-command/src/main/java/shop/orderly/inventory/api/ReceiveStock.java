package shop.orderly.inventory.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Refusal;

/**
 * Take in units of a product. Answers the stock after it. Repeating a change id changes nothing. Refuses with
 * {@code product_not_found}, {@code not_your_product}, {@code stock_limit_exceeded}, {@code invalid_stock_change}. Sent
 * by the stock endpoint, handled by StockItem.
 *
 * @param changeId made once by whoever reports the receipt
 * @param quantity units, 1..1 000 000
 * @param reference the delivery note or order number, free text of up to 200 characters
 */
public record ReceiveStock(
        @TargetAggregateIdentifier StockItemId stockItemId,
        ProductId productId,
        String changeId,
        int quantity,
        String reference,
        Actor actor) {

    public ReceiveStock {
        if (quantity < 1 || quantity > 1_000_000) {
            throw Refusal.invalid("invalid_stock_change", "A receipt is of 1 to 1000000 units.")
                    .exception();
        }
    }
}
