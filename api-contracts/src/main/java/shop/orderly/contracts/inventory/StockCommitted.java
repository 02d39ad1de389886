package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.EventType;

/**
 * Units promised to an order left the building.
 *
 * @param quantity units, 1 or more
 */
@EventType("stock.committed")
public record StockCommitted(ProductId productId, ReservationId reservationId, int quantity, int onHand, int reserved)
        implements StockEvent {}
