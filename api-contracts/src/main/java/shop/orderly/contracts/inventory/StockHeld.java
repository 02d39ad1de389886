package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.EventType;

/**
 * Units were promised to an order.
 *
 * @param quantity units, 1 or more
 */
@EventType("stock.held")
public record StockHeld(ProductId productId, ReservationId reservationId, int quantity, int onHand, int reserved)
        implements StockEvent {}
