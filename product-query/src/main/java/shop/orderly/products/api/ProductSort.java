package shop.orderly.products.api;

import java.util.Arrays;
import java.util.Optional;

/** The order of a list of products; ties are broken by the product's id. */
public enum ProductSort {
    /** The product that was created last comes first. */
    NEWEST("newest"),
    /** The cheapest comes first, after discount; for one currency, since amounts of two cannot be compared. */
    PRICE("price"),
    /** The dearest comes first, after discount; for one currency. */
    PRICE_DESCENDING("-price"),
    /** By name from A to Z, whatever the case. */
    NAME("name"),
    /** The best match of the searched text comes first. */
    RELEVANCE("relevance");

    private final String word;

    ProductSort(String word) {
        this.word = word;
    }

    /** Whether it compares prices. */
    public boolean isByPrice() {
        return this == PRICE || this == PRICE_DESCENDING;
    }

    /** The order that the {@code sort} parameter means, if it means one. */
    public static Optional<ProductSort> of(String word) {
        return Arrays.stream(values()).filter(sort -> sort.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
