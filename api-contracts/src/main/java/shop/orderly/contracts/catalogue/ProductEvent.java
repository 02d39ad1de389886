package shop.orderly.contracts.catalogue;

/** A fact about a product. Published by product-command on {@code product.events}, keyed by the product's id. */
public sealed interface ProductEvent permits ProductCreated, ProductRevised, ProductRepriced, ProductDiscontinued {

    ProductId productId();
}
