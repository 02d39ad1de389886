package shop.orderly.orders.api;

import java.util.Set;
import shop.orderly.contracts.catalogue.ProductId;

/** Prices of products as {@link PriceView}s, of those that are known. Eventually consistent, group {@code price-list}. */
public record ListPrices(Set<ProductId> products) {

    public ListPrices {
        products = Set.copyOf(products);
    }
}
