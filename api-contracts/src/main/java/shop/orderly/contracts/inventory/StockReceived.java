package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.EventType;

/**
 * Units came in.
 *
 * @param changeId made once by whoever reported the receipt; a repeat changes nothing
 * @param quantity units received, 1 or more
 * @param reference the delivery note or order number, free text
 */
@EventType("stock.received")
public record StockReceived(
        ProductId productId, String changeId, int quantity, String reference, int onHand, int reserved)
        implements StockEvent {}
