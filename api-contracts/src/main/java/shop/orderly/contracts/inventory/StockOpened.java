package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.users.UserId;

/**
 * A product's stock account was opened, empty.
 *
 * @param merchantId the user who owns the product and may change its stock
 */
@EventType("stock.opened")
public record StockOpened(ProductId productId, UserId merchantId, int onHand, int reserved) implements StockEvent {}
