package shop.orderly.contracts.categories;

import shop.orderly.contracts.shared.EventType;

/**
 * A category without products was deleted; its last fact.
 */
@EventType("category.deleted")
public record CategoryDeleted(CategoryId categoryId) implements CategoryEvent {}
