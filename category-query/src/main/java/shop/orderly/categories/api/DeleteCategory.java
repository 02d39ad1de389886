package shop.orderly.categories.api;

import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.users.UserId;

/**
 * Delete a category that no product on sale is in. Refuses with category_not_found (a repeat too), not_your_category,
 * category_not_empty.
 *
 * @param anyone whether the caller may delete categories of others
 */
public record DeleteCategory(CategoryId categoryId, UserId caller, boolean anyone) {}
