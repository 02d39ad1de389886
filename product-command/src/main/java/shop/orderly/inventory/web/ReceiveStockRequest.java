package shop.orderly.inventory.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.inventory.api.ReceiveStock;

/**
 * Units that came in.
 *
 * @param reference the delivery note or order number, default empty
 */
record ReceiveStockRequest(
        @NotNull @Min(1) @Max(1_000_000) Integer quantity,
        @Nullable @Size(max = 200) String reference) {

    ReceiveStock command(ProductId product, String changeId, Actor actor) {
        return new ReceiveStock(
                StockItemId.of(product), product, changeId, quantity, reference == null ? "" : reference, actor);
    }
}
