package shop.orderly.audit.views;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** A product as customers see it. */
final class ProductViewFold implements Fold {
    private @Nullable Event created;
    private @Nullable Event described;
    private @Nullable Event priced;
    private @Nullable Event newest;
    private boolean isDiscontinued;

    @Override
    public void apply(Event event) {
        if (event.type().equals("product.created")) {
            if (created == null) {
                created = event;
                described = event;
                priced = event;
                newest = event;
            }
        } else if (newest != null && newest.sequence() < event.sequence()) {
            newest = event;
            switch (event.type()) {
                case "product.revised" -> described = event;
                case "product.repriced" -> priced = event;
                case "product.discontinued" -> isDiscontinued = true;
                default -> {}
            }
        }
    }

    @Override
    public List<List<@Nullable String>> rows() {
        if (created == null || described == null || priced == null) {
            return List.of();
        }
        var price = Columns.price(priced);
        var last = Objects.requireNonNull(newest);
        return List.of(Columns.row(
                created.text("product_id"),
                created.text("merchant_id"),
                described.text("name"),
                described.text("description"),
                described.text("store"),
                Columns.urls(described),
                described.optional("category_id"),
                price.minor(),
                Columns.discount(priced),
                price.discounted(Columns.discount(priced)).minor(),
                price.currency(),
                isDiscontinued ? "DISCONTINUED" : "ACTIVE",
                last.sequence(),
                created.at(),
                last.at()));
    }
}
