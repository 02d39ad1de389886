package shop.orderly.catalogue.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.users.UserId;

/**
 * Add a product to the catalogue, with some units of it in stock. Answers the product's version. Repeating a product id
 * changes nothing. Sent by the product endpoint, handled by Product.
 *
 * @param merchantId the owner, who alone (besides operations) may change it
 * @param initialStock units, 0..1 000 000
 */
public record CreateProduct(
        @TargetAggregateIdentifier ProductId productId,
        UserId merchantId,
        ProductDescription description,
        Price price,
        int initialStock) {

    public CreateProduct {
        description.requireSound();
        price.requireSound();
        if (initialStock < 0 || initialStock > 1_000_000) {
            throw Refusal.invalid("invalid_product", "A product starts with 0 to 1000000 units.")
                    .exception();
        }
    }
}
