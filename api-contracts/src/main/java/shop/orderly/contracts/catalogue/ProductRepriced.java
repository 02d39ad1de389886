package shop.orderly.contracts.catalogue;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.shared.Money;

/**
 * A product's price, currency or discount changed; orders placed before keep the price they were placed at.
 *
 * @param price price of one unit before discount, in major units, at least 0
 * @param discount percentage 0..100
 */
@EventType("product.repriced")
public record ProductRepriced(ProductId productId, BigDecimal price, Currency currency, int discount)
        implements ProductEvent {

    /** What a customer pays for one unit. */
    public Money finalPrice() {
        return Money.ofMajor(price, currency).discounted(discount);
    }
}
