package shop.orderly.audit.views;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** A category's name by its newest event; none after its deletion. */
final class CategoryViewFold implements Fold {
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
                : List.of(Columns.row(newest.number("category_id"), newest.optional("name"), newest.sequence()));
    }
}
