package shop.orderly.categories.api;

import java.time.Instant;
import shop.orderly.contracts.categories.CategoryId;

/**
 * A category as it is now, and how many products it has.
 *
 * @param productCount products on sale in it; eventually consistent, group {@code category-catalogue}
 */
public record CategoryView(
        CategoryId id,
        String name,
        String description,
        long productCount,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
