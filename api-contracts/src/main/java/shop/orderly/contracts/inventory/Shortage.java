package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;

/**
 * A line that could not be reserved.
 *
 * @param wanted units asked for
 * @param available units that could have been promised; 0 also for a product without stock
 */
public record Shortage(ProductId productId, int wanted, int available) {}
