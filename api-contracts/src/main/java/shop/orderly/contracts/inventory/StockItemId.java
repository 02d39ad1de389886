package shop.orderly.contracts.inventory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import shop.orderly.contracts.catalogue.ProductId;

/** The id of a product's stock item: {@code stock-<product id>}, so that it never collides with the product's own events. */
public record StockItemId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StockItemId {
        if (value.isBlank() || value.length() > 130) {
            throw new IllegalArgumentException("Not an id: '" + value + "'");
        }
    }

    public static StockItemId of(ProductId product) {
        return new StockItemId("stock-" + product);
    }

    @Override
    public String toString() {
        return value;
    }
}
