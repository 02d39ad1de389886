package shop.orderly.inventory.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.inventory.api.AdjustStock;

/**
 * The result of a count.
 *
 * @param onHand units that are really there, reserved ones included
 * @param reason why the books were wrong
 */
record AdjustStockRequest(
        @NotNull @Min(0) @Max(1_000_000_000) Integer onHand,
        @NotBlank @Size(max = 200) String reason) {

    AdjustStock command(ProductId product, String changeId, Actor actor) {
        return new AdjustStock(StockItemId.of(product), product, changeId, onHand, reason.strip(), actor);
    }
}
