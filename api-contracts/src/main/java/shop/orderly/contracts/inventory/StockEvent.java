package shop.orderly.contracts.inventory;

import shop.orderly.contracts.catalogue.ProductId;

/**
 * A fact about one product's stock. Each carries the levels after it, so that a reader needs only the newest.
 * Published by product-command on {@code inventory.events}, keyed by {@link StockItemId}.
 */
public sealed interface StockEvent extends InventoryEvent
        permits StockOpened, StockReceived, StockAdjusted, StockHeld, StockFreed, StockCommitted, StockReturned {

    ProductId productId();

    /** Units in the building after this fact, reserved ones included; 0 or more. */
    int onHand();

    /** Units promised to orders after this fact; 0..{@link #onHand()}. */
    int reserved();

    /** Units that may still be promised after this fact. */
    default int available() {
        return onHand() - reserved();
    }
}
