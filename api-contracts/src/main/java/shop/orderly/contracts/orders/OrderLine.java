package shop.orderly.contracts.orders;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;

/**
 * One product of an order, at the price it was placed at.
 *
 * @param name the product's name at that time; empty for a product unknown then
 * @param quantity units, 1..10,000
 * @param unitPrice price of one unit after discount in major units of the order's currency; null for a product that could not be priced
 * @param priceVersion version of the product that set the price; -1 if there was none
 */
public record OrderLine(
        ProductId productId,
        String name,
        int quantity,
        @Nullable BigDecimal unitPrice,
        long priceVersion) {}
