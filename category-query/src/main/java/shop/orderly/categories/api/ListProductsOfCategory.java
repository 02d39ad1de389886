package shop.orderly.categories.api;

import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;

/**
 * Asks for one page of the products on sale in a category, newest first. Answered with at most {@code limit + 1}
 * {@link ListedProduct}s: the extra one tells that there are more.
 *
 * @param after the last product of the page before; null for the first page
 * @param limit 1..100 products
 */
public record ListProductsOfCategory(
        CategoryId categoryId, @Nullable ProductId after, int limit) {}
