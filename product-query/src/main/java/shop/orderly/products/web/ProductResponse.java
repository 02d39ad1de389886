package shop.orderly.products.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.products.api.ProductView;

/**
 * A product as JSON.
 *
 * @param price price of one unit before discount, in major units
 * @param finalPrice price of one unit after discount, in major units
 * @param available units that may still be ordered
 * @param version the product's version, for {@code min_version}
 * @param stockVersion the stock item's version, for {@code min_stock_version}; null while its stock is unknown
 */
record ProductResponse(
        String id,
        String name,
        String description,
        BigDecimal price,
        int discount,
        BigDecimal finalPrice,
        String currency,
        String store,
        List<String> imageUrls,
        @Nullable Long categoryId,
        @Nullable String categoryName,
        int available,
        int onHand,
        int reserved,
        long version,
        @Nullable Long stockVersion,
        String status,
        String merchantId,
        Instant createdAt,
        Instant updatedAt) {

    static ProductResponse of(ProductView view) {
        var stock = view.stock();
        return new ProductResponse(
                view.id().value(),
                view.name(),
                view.description(),
                view.price().major(),
                view.discount(),
                view.finalPrice().major(),
                view.price().currency().getCurrencyCode(),
                view.store(),
                view.imageUrls(),
                view.categoryId() == null ? null : view.categoryId().value(),
                view.categoryName(),
                stock.available(),
                stock.onHand(),
                stock.reserved(),
                view.version(),
                stock.version() < 0 ? null : stock.version(),
                view.status().name(),
                view.merchantId().value(),
                view.createdAt(),
                view.updatedAt());
    }
}
