package shop.orderly.audit.views;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** What a product costs, as orders know it. */
final class PriceListFold implements Fold {
    private @Nullable Event named;
    private @Nullable Event priced;
    private boolean isDiscontinued;
    private long version = -1;

    @Override
    public void apply(Event event) {
        var isNew = event.type().equals("product.created");
        if (isNew ? version >= 0 : version < 0 || event.sequence() <= version) {
            return;
        }
        version = event.sequence();
        if (isNew || event.type().equals("product.revised")) {
            named = event;
        }
        if (isNew || event.type().equals("product.repriced")) {
            priced = event;
        }
        isDiscontinued |= event.type().equals("product.discontinued");
    }

    @Override
    public List<List<@Nullable String>> rows() {
        if (named == null || priced == null) {
            return List.of();
        }
        var price = Columns.price(priced).discounted(Columns.discount(priced));
        return List.of(Columns.row(
                named.text("product_id"),
                named.text("name"),
                price.major(),
                price.currency(),
                priced.sequence(),
                isDiscontinued,
                version));
    }
}
