package shop.orderly.contracts.categories;

/** A fact about a category. Published by category-query on {@code category.events}, keyed by {@link CategoryId#streamId()}. */
public sealed interface CategoryEvent permits CategoryCreated, CategoryRevised, CategoryDeleted {

    CategoryId categoryId();
}
