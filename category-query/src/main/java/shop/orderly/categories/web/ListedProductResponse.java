package shop.orderly.categories.web;

import java.math.BigDecimal;
import java.util.List;
import shop.orderly.categories.api.ListedProduct;

/** A product in a category's list as JSON; amounts are in major units. */
record ListedProductResponse(
        String id,
        String name,
        BigDecimal price,
        int discount,
        BigDecimal finalPrice,
        String currency,
        String store,
        List<String> imageUrls,
        long categoryId,
        long version) {

    static ListedProductResponse of(ListedProduct product) {
        return new ListedProductResponse(
                product.id().value(),
                product.name(),
                product.price().major(),
                product.discount(),
                product.finalPrice().major(),
                product.price().currency().getCurrencyCode(),
                product.store(),
                product.imageUrls(),
                product.categoryId().value(),
                product.version());
    }
}
