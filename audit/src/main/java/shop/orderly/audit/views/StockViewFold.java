package shop.orderly.audit.views;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** A product's levels as customers see them: those of the newest stock event. */
final class StockViewFold implements Fold {
    private @Nullable Event newest;

    @Override
    public void apply(Event event) {
        if (newest == null || newest.sequence() < event.sequence()) {
            newest = event;
        }
    }

    @Override
    public List<List<@Nullable String>> rows() {
        return newest == null
                ? List.of()
                : List.of(Columns.row(
                        newest.text("product_id"),
                        newest.number("on_hand"),
                        newest.number("reserved"),
                        newest.sequence(),
                        newest.at()));
    }
}
