package shop.orderly.contracts.categories;

import shop.orderly.contracts.shared.EventType;

/**
 * A category was created.
 */
@EventType("category.created")
public record CategoryCreated(CategoryId categoryId, String name, String description) implements CategoryEvent {}
