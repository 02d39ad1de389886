package shop.orderly.inventory.api;

import shop.orderly.contracts.catalogue.ProductId;

/**
 * How much of a product is there. Answers an optional {@link StockView}, eventually consistent (group
 * {@code stock-level}).
 */
public record FindStockByProduct(ProductId productId) {}
