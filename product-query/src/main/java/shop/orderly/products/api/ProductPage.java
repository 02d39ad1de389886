package shop.orderly.products.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of products. Eventually consistent, group {@code product-view}.
 *
 * @param next where the next page begins; null on the last page
 */
public record ProductPage(List<ProductView> items, @Nullable Position next) {

    public ProductPage {
        items = List.copyOf(items);
    }
}
