package shop.orderly.audit.views;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** A product as its category lists it: each part by the newest event that says it. */
final class ListedProductFold implements Fold {
    private @Nullable String product;
    private @Nullable Event described;
    private @Nullable Event priced;
    private long discontinued = -1;

    @Override
    public void apply(Event event) {
        product = event.text("product_id");
        switch (event.type()) {
            case "product.created" -> {
                described = newer(described, event);
                priced = newer(priced, event);
            }
            case "product.revised" -> described = newer(described, event);
            case "product.repriced" -> priced = newer(priced, event);
            case "product.discontinued" -> discontinued = Math.max(discontinued, event.sequence());
            default -> {}
        }
    }

    private static Event newer(@Nullable Event known, Event event) {
        return known == null || known.sequence() < event.sequence() ? event : known;
    }

    @Override
    public List<List<@Nullable String>> rows() {
        if (product == null) {
            return List.of();
        }
        var about = described;
        var cost = priced == null ? null : Columns.price(priced);
        return List.of(Columns.row(
                product,
                about == null ? null : about.optional("category_id"),
                about == null ? null : about.text("name"),
                about == null ? null : about.text("store"),
                about == null ? null : Columns.urls(about),
                about == null ? -1 : about.sequence(),
                cost == null ? null : cost.minor(),
                priced == null ? null : Columns.discount(priced),
                cost == null || priced == null
                        ? null
                        : cost.discounted(Columns.discount(priced)).minor(),
                cost == null ? null : cost.currency(),
                priced == null ? -1 : priced.sequence(),
                discontinued));
    }
}
