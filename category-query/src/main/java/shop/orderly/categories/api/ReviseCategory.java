package shop.orderly.categories.api;

import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.users.UserId;

/**
 * Give a category another name or description. Refuses with category_not_found, not_your_category, category_name_taken.
 * A repeat changes nothing.
 *
 * @param name 1..200 characters, unique whatever the case
 * @param description 0..2000 characters
 * @param anyone whether the caller may change categories of others
 */
public record ReviseCategory(CategoryId categoryId, String name, String description, UserId caller, boolean anyone) {}
