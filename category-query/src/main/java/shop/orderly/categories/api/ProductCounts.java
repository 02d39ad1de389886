package shop.orderly.categories.api;

import shop.orderly.contracts.categories.CategoryId;

/** Knows how many products on sale a category has. Eventually consistent, group {@code category-catalogue}. */
public interface ProductCounts {

    long in(CategoryId category);
}
