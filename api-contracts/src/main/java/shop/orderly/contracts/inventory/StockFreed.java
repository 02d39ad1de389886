package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.EventType;

/**
 * Units promised to an order may be sold again: its hold was released or expired.
 *
 * @param quantity units, 1 or more
 */
@EventType("stock.freed")
public record StockFreed(ProductId productId, ReservationId reservationId, int quantity, int onHand, int reserved)
        implements StockEvent {}
