package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.shared.EventType;

/**
 * A count corrected the books.
 *
 * @param changeId made once by whoever counted; a repeat changes nothing
 * @param difference units added (positive) or written off (negative)
 * @param reason why, free text
 */
@EventType("stock.adjusted")
public record StockAdjusted(
        ProductId productId, String changeId, int difference, String reason, int onHand, int reserved)
        implements StockEvent {}
