package shop.orderly.products.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.users.UserId;

/**
 * A product as customers see it. Eventually consistent, group {@code product-view}; from the events of products, stock
 * and categories.
 *
 * @param price price of one unit before discount
 * @param discount percentage 0..100
 * @param finalPrice price of one unit after discount
 * @param imageUrls absolute URLs, in the order to show them
 * @param categoryName null while no such category is known
 * @param stock units of it; nothing on hand until its stock is known
 * @param version version of the product at its last event seen here
 * @param updatedAt when the newest event seen here happened, the product's or its stock's
 */
public record ProductView(
        ProductId id,
        UserId merchantId,
        String name,
        String description,
        Money price,
        int discount,
        Money finalPrice,
        String store,
        List<String> imageUrls,
        @Nullable CategoryId categoryId,
        @Nullable String categoryName,
        StockLevel stock,
        ProductStatus status,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    public ProductView {
        imageUrls = List.copyOf(imageUrls);
    }
}
