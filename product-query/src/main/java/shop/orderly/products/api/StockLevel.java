package shop.orderly.products.api;

/**
 * How many units there are of a product.
 *
 * @param onHand units in the building
 * @param reserved units of these that are promised to orders
 * @param version version of the stock item at its last event seen here; -1 if none was
 */
public record StockLevel(int onHand, int reserved, long version) {

    /** Units that may still be promised. */
    public int available() {
        return onHand - reserved;
    }
}
