package shop.orderly.products.api;

import shop.orderly.contracts.catalogue.ProductId;

/** Asks for one product, discontinued or not. Answered with an optional {@link ProductView}. */
public record FindProductById(ProductId productId) {}
