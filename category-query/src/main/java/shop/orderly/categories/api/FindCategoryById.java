package shop.orderly.categories.api;

import shop.orderly.contracts.categories.CategoryId;

/** Asks for one category. Answered with an optional {@link CategoryView}. */
public record FindCategoryById(CategoryId categoryId) {}
