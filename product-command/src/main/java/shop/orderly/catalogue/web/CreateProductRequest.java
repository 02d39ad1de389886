package shop.orderly.catalogue.web;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.catalogue.api.CreateProduct;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.users.UserId;

/**
 * A new product.
 *
 * @param price of one unit before discount, in major units, with at most the currency's decimals
 * @param discount percentage, default 0
 * @param currency ISO-4217 code, default USD
 * @param initialStock units on hand at the start, default 0
 */
record CreateProductRequest(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 5000) String description,
        @NotNull @DecimalMin("0") @DecimalMax("1000000000") BigDecimal price,
        @Nullable @Min(0) @Max(100) Integer discount,

        @Nullable @Pattern(regexp = "[A-Z]{3}", message = "is an ISO-4217 code such as USD") String currency,

        @NotBlank @Size(max = 200) String store,
        @Nullable @Size(max = 20) List<@NotNull @Size(max = 2000) @HttpUrl String> imageUrls,
        @Nullable @Positive Long categoryId,
        @Nullable @Min(0) @Max(1_000_000) Integer initialStock) {

    CreateProduct command(ProductId id, UserId merchant) {
        var body = body();
        return new CreateProduct(
                id, merchant, body.description(), body.price(), initialStock == null ? 0 : initialStock);
    }

    private ProductBody body() {
        return new ProductBody(name, description, price, discount, currency, store, imageUrls, categoryId);
    }
}
