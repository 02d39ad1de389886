package shop.orderly.catalogue.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.Actor;

/**
 * Make a product read and cost what is said here. Answers the product's version. What already is so changes nothing, so
 * a repeat is harmless. Refuses with {@code product_not_found}, {@code not_your_product}, {@code product_discontinued},
 * {@code version_conflict}. Sent by the product endpoint, handled by Product.
 *
 * @param expectedVersion the version that the sender saw; null = whatever it is
 */
public record ReviseProduct(
        @TargetAggregateIdentifier ProductId productId,
        ProductDescription description,
        Price price,
        @Nullable Long expectedVersion,
        Actor actor) {

    public ReviseProduct {
        description.requireSound();
        price.requireSound();
    }
}
