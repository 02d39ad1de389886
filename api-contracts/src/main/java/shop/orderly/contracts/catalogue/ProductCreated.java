package shop.orderly.contracts.catalogue;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.json.ProductCreatedHistory;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.users.UserId;

/**
 * A product was added to the catalogue and may be sold. Revision 2 added {@code currency}; revision 1 meant USD, and told
 * neither the product's id, which was its stream's, nor its merchant, nor a first stock.
 *
 * @param merchantId the user who owns the product and may change it
 * @param price price of one unit before discount, in major units, at least 0
 * @param discount percentage 0..100
 * @param store the seller's name as shown to customers
 * @param imageUrls absolute URLs, in the order to show them
 * @param categoryId the category, which may not exist (yet); null = uncategorised
 * @param initialStock units on hand at the start, 0 or more
 */
@EventType(value = "product.created", revision = 2, history = ProductCreatedHistory.class)
public record ProductCreated(
        ProductId productId,
        UserId merchantId,
        String name,
        String description,
        BigDecimal price,
        Currency currency,
        int discount,
        String store,
        List<String> imageUrls,
        @Nullable CategoryId categoryId,
        int initialStock)
        implements ProductEvent {

    public ProductCreated {
        imageUrls = List.copyOf(imageUrls);
    }

    /** What a customer pays for one unit. */
    public Money finalPrice() {
        return Money.ofMajor(price, currency).discounted(discount);
    }
}
