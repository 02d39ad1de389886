package shop.orderly.catalogue.web;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.catalogue.api.Price;
import shop.orderly.catalogue.api.ProductDescription;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Money;

/** What requests say of a product, with its defaults filled in. */
record ProductBody(ProductDescription description, Price price) {

    ProductBody(
            String name,
            @Nullable String description,
            BigDecimal price,
            @Nullable Integer discount,
            @Nullable String currency,
            String store,
            @Nullable List<String> imageUrls,
            @Nullable Long categoryId) {
        this(
                new ProductDescription(
                        name.strip(),
                        description == null ? "" : description,
                        store.strip(),
                        imageUrls == null ? List.of() : imageUrls,
                        categoryId == null ? null : new CategoryId(categoryId)),
                Price.of(
                        price,
                        currency == null ? Money.DEFAULT_CURRENCY.getCurrencyCode() : currency,
                        discount == null ? 0 : discount));
    }
}
