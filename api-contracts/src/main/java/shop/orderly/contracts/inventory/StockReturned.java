package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.EventType;

/**
 * Units that had left for an order came back.
 *
 * @param quantity units, 1 or more
 */
@EventType("stock.returned")
public record StockReturned(ProductId productId, ReservationId reservationId, int quantity, int onHand, int reserved)
        implements StockEvent {}
