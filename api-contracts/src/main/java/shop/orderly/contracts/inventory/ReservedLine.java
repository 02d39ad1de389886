package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;

/**
 * Units of one product reserved for an order; a product appears once in a reservation.
 *
 * @param quantity units, 1 or more
 */
public record ReservedLine(ProductId productId, int quantity) {}
