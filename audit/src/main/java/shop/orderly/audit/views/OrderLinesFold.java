package shop.orderly.audit.views;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** An order's lines, as it was placed. */
final class OrderLinesFold implements Fold {
    private @Nullable Event placed;

    @Override
    public void apply(Event event) {
        if (placed == null) {
            placed = event;
        }
    }

    @Override
    public List<List<@Nullable String>> rows() {
        var rows = new ArrayList<List<@Nullable String>>();
        if (placed != null) {
            for (var item : placed.payload().path("items")) {
                var price = item.path("unit_price");
                rows.add(Columns.row(
                        placed.text("order_id"),
                        rows.size() + 1,
                        item.path("product_id").asString(),
                        item.path("name").asString(),
                        item.path("quantity").asLong(),
                        price.isNumber() ? price.decimalValue() : null));
            }
        }
        return rows;
    }
}
