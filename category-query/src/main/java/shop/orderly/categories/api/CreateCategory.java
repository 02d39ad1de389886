package shop.orderly.categories.api;

import shop.orderly.contracts.users.UserId;

/**
 * Create a category. Answers its {@code CategoryId}. Refuses with category_name_taken; a repeat is refused so too.
 *
 * @param name 1..200 characters, unique whatever the case
 * @param description 0..2000 characters
 * @param createdBy who may change it later, besides ops and admin
 */
public record CreateCategory(String name, String description, UserId createdBy) {}
