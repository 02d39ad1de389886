package shop.orderly.inventory.api;

import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.users.UserId;

/**
 * The stock of one product.
 *
 * @param merchantId the product's owner
 * @param onHand units in the building, reserved ones included
 * @param reserved units promised to orders, 0..onHand
 * @param version the stock item's version, from 0 upwards
 */
public record StockView(ProductId productId, UserId merchantId, int onHand, int reserved, long version) {

    /** Units that may still be promised. */
    public int available() {
        return onHand - reserved;
    }
}
