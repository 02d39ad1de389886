package shop.orderly.inventory.web;

import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.inventory.api.StockView;

/**
 * A product's stock in units.
 *
 * @param reserved promised to orders, 0..on_hand
 * @param available on_hand − reserved
 * @param version of the stock, not of the product; for {@code min_version} of a later read of the stock
 */
record StockResponse(ProductId productId, int onHand, int reserved, int available, long version) {

    static StockResponse of(StockView stock) {
        return new StockResponse(
                stock.productId(), stock.onHand(), stock.reserved(), stock.available(), stock.version());
    }
}
