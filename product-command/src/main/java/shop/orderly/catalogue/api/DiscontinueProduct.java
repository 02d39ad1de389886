package shop.orderly.catalogue.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.Actor;

/**
 * Take a product out of the catalogue for good. Answers the product's version. Repeating it changes nothing. Refuses
 * with {@code product_not_found}, {@code not_your_product}, {@code version_conflict}. Sent by the product endpoint,
 * handled by Product.
 *
 * @param expectedVersion the version that the sender saw; null = whatever it is
 */
public record DiscontinueProduct(
        @TargetAggregateIdentifier ProductId productId,
        @Nullable Long expectedVersion,
        Actor actor) {}
