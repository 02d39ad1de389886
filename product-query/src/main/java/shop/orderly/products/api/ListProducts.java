package shop.orderly.products.api;

import java.util.Currency;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.categories.CategoryId;

/**
 * Asks for one page of the products that meet all given conditions; null sets no condition. Answered with a
 * {@link ProductPage}.
 *
 * @param text words to look for in name, store and description, as a web search: {@code "…"}, {@code or}, {@code -}; a
 *     word also finds names with a word that begins so
 * @param store the seller's exact name
 * @param currency only prices of this currency; required with a price limit or an order by price
 * @param minPrice the lowest price after discount, in minor units
 * @param maxPrice the highest price after discount, in minor units
 * @param inStock true: some unit may still be promised; false: none may
 * @param sort {@link ProductSort#RELEVANCE} requires a text
 * @param after null for the first page
 * @param limit 1..100 products
 */
public record ListProducts(
        @Nullable String text,
        @Nullable CategoryId categoryId,
        @Nullable String store,
        @Nullable Currency currency,
        @Nullable Long minPrice,
        @Nullable Long maxPrice,
        @Nullable Boolean inStock,
        ProductStatus status,
        ProductSort sort,
        @Nullable Position after,
        int limit) {

    public ListProducts {
        if (limit < 1 || limit > 100) {
            throw new IllegalArgumentException("A page has 1 to 100 products, not " + limit);
        }
        if (currency == null && (minPrice != null || maxPrice != null || sort.isByPrice())) {
            throw new IllegalArgumentException("Prices are compared in one currency");
        }
        if (sort == ProductSort.RELEVANCE && text == null) {
            throw new IllegalArgumentException("Only a searched text makes products relevant");
        }
    }
}
