package shop.orderly.categories.api;

import java.util.List;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Money;

/**
 * A product on sale in a category. Eventually consistent, group {@code category-catalogue}.
 *
 * @param price price of one unit before discount
 * @param discount percentage 0..100
 * @param finalPrice price of one unit after discount
 * @param imageUrls absolute URLs, in the order to show them
 * @param version version of the product at its last event seen here
 */
public record ListedProduct(
        ProductId id,
        String name,
        Money price,
        int discount,
        Money finalPrice,
        String store,
        List<String> imageUrls,
        CategoryId categoryId,
        long version) {

    public ListedProduct {
        imageUrls = List.copyOf(imageUrls);
    }
}
