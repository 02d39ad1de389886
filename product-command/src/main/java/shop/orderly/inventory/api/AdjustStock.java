package shop.orderly.inventory.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Refusal;

/**
 * Correct the books after a count. Answers the stock after it. Repeating a change id changes nothing. Refuses with
 * {@code product_not_found}, {@code not_your_product}, {@code stock_reserved} (fewer units than are promised to orders),
 * {@code invalid_stock_change}. Sent by the stock endpoint, handled by StockItem.
 *
 * @param changeId made once by whoever counted
 * @param onHand units counted, 0..1 000 000 000
 * @param reason why, free text of up to 200 characters
 */
public record AdjustStock(
        @TargetAggregateIdentifier StockItemId stockItemId,
        ProductId productId,
        String changeId,
        int onHand,
        String reason,
        Actor actor) {

    public AdjustStock {
        if (onHand < 0 || onHand > 1_000_000_000) {
            throw Refusal.invalid("invalid_stock_change", "A count is of 0 to 1000000000 units.")
                    .exception();
        }
    }
}
