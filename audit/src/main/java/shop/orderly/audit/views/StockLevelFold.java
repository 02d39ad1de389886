package shop.orderly.audit.views;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** A product's levels: those of its newest stock event, once its account was opened. */
final class StockLevelFold implements Fold {
    private @Nullable Event opened;
    private @Nullable Event newest;

    @Override
    public void apply(Event event) {
        if (event.type().equals("stock.opened")) {
            opened = event;
        }
        if (opened != null && (newest == null || newest.sequence() < event.sequence())) {
            newest = event;
        }
    }

    @Override
    public List<List<@Nullable String>> rows() {
        return opened == null || newest == null
                ? List.of()
                : List.of(Columns.row(
                        opened.text("product_id"),
                        opened.text("merchant_id"),
                        newest.number("on_hand"),
                        newest.number("reserved"),
                        newest.sequence()));
    }
}
