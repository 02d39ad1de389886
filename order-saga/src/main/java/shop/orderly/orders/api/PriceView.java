package shop.orderly.orders.api;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.catalogue.ProductId;

/**
 * What a product costs at the moment.
 *
 * @param price of one unit after discount, in major units
 * @param priceVersion version of the product that set the price
 * @param discontinued whether it is no longer sold
 */
public record PriceView(
        ProductId productId,
        String name,
        BigDecimal price,
        Currency currency,
        long priceVersion,
        boolean discontinued) {}
