package shop.orderly.catalogue.web;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.catalogue.api.Price;
import shop.orderly.catalogue.api.ProductDescription;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;

/**
 * A product as it is after a write.
 *
 * @param finalPrice price after discount, in major units
 * @param version for {@code min_version} of a later read and for {@code If-Match} of a later write
 */
record ProductResponse(
        ProductId id,
        String name,
        String description,
        BigDecimal price,
        int discount,
        BigDecimal finalPrice,
        String currency,
        String store,
        List<String> imageUrls,
        @Nullable CategoryId categoryId,
        long version,
        String status) {

    static ProductResponse of(ProductId id, ProductDescription description, Price price, long version) {
        return new ProductResponse(
                id,
                description.name(),
                description.description(),
                price.list().major(),
                price.discount(),
                price.afterDiscount().major(),
                price.list().currency().getCurrencyCode(),
                description.store(),
                description.imageUrls(),
                description.categoryId(),
                version,
                "ACTIVE");
    }
}
