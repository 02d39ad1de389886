package shop.orderly.contracts.catalogue;

import shop.orderly.contracts.shared.EventType;

/**
 * A product was taken out of the catalogue for good; its last fact.
 */
@EventType("product.discontinued")
public record ProductDiscontinued(ProductId productId) implements ProductEvent {}
