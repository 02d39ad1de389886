package shop.orderly.products.api;

/** Whether a product may be sold. */
public enum ProductStatus {
    /** It may be ordered. */
    ACTIVE,
    /** It was taken out of the catalogue for good. */
    DISCONTINUED
}
