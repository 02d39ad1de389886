package shop.orderly.contracts.categories;

import shop.orderly.contracts.shared.EventType;

/**
 * A category's name or description changed; both are repeated here.
 */
@EventType("category.revised")
public record CategoryRevised(CategoryId categoryId, String name, String description) implements CategoryEvent {}
