package shop.orderly.categories.web;

import java.time.Instant;
import shop.orderly.categories.api.CategoryView;

/** A category as JSON; {@code product_count} counts the products on sale in it. */
record CategoryResponse(
        long id,
        String name,
        String description,
        long productCount,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static CategoryResponse of(CategoryView view) {
        return new CategoryResponse(
                view.id().value(),
                view.name(),
                view.description(),
                view.productCount(),
                view.version(),
                view.createdAt(),
                view.updatedAt());
    }
}
