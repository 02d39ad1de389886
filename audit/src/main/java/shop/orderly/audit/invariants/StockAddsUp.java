package shop.orderly.audit.invariants;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Event;
import shop.orderly.audit.stores.Store;
import shop.orderly.audit.stores.Stores;

/** The books of every product's stock, event by event. In memory are only the holds that stand. */
final class StockAddsUp implements Invariant {
    @Override
    public String id() {
        return "I1";
    }

    @Override
    public String title() {
        return "stock";
    }

    @Override
    public String says() {
        return "received + adjusted + returned = on hand + committed; 0 <= reserved <= on hand; reserved = the holds that stand";
    }

    @Override
    public Finding check(Stores stores) {
        var store = stores.store(Database.PRODUCT);
        var found = new Finding.Builder("products", "movements", "holds");
        var held = held(store, found);
        @Nullable Book book = null;
        try (var events = store.streams("stock.%")) {
            for (var event = events.take(); event != null; event = events.take()) {
                if (book == null || !book.item.equals(event.aggregate())) {
                    close(book, held, found);
                    book = new Book(event.aggregate());
                    found.count("products");
                }
                found.count("movements");
                book.move(event, found);
            }
        }
        close(book, held, found);
        held.forEach((item, units) -> found.violate(item, units + " units are held of a product without stock"));
        return found.finding();
    }

    /** Units of the reservations that stand, by stock item. */
    private static Map<String, Long> held(Store store, Finding.Builder found) {
        var held = new HashMap<String, Long>();
        @Nullable Event standing = null;
        try (var events = store.streams("reservation.%")) {
            for (var event = events.take(); event != null; event = events.take()) {
                if (standing != null && !standing.aggregate().equals(event.aggregate())) {
                    add(standing, held, found);
                    standing = null;
                }
                standing = event.type().equals("reservation.held") ? event : null;
            }
        }
        if (standing != null) {
            add(standing, held, found);
        }
        return held;
    }

    private static void add(Event reservation, Map<String, Long> held, Finding.Builder found) {
        found.count("holds");
        for (var line : reservation.payload().path("lines")) {
            held.merge(
                    "stock-" + line.path("product_id").asString(),
                    line.path("quantity").asLong(),
                    Long::sum);
        }
    }

    private static void close(@Nullable Book book, Map<String, Long> held, Finding.Builder found) {
        if (book != null) {
            var holds = held.getOrDefault(book.item, 0L);
            held.remove(book.item);
            if (!book.broken) {
                found.require(
                        book.reserved == holds,
                        book.item,
                        () -> "%d units are reserved, the holds that stand add up to %d"
                                .formatted(book.reserved, holds));
            }
        }
    }

    /** One product's stock; it complains once. */
    private static final class Book {
        private final String item;
        private long onHand;
        private long reserved;
        private boolean broken;

        Book(String item) {
            this.item = item;
        }

        void move(Event event, Finding.Builder found) {
            switch (event.type()) {
                case "stock.received", "stock.returned" -> onHand += event.number("quantity");
                case "stock.adjusted" -> onHand += event.number("difference");
                case "stock.held" -> reserved += event.number("quantity");
                case "stock.freed" -> reserved -= event.number("quantity");
                case "stock.committed" -> {
                    onHand -= event.number("quantity");
                    reserved -= event.number("quantity");
                }
                default -> {}
            }
            if (broken) {
                return;
            }
            if (onHand != event.number("on_hand") || reserved != event.number("reserved")) {
                broken = true;
                found.violate(
                        item,
                        "event %d says %d on hand and %d reserved where the movements give %d and %d"
                                .formatted(
                                        event.sequence(),
                                        event.number("on_hand"),
                                        event.number("reserved"),
                                        onHand,
                                        reserved));
            } else if (reserved < 0 || reserved > onHand) {
                broken = true;
                found.violate(
                        item,
                        "event %d leaves %d reserved of %d on hand".formatted(event.sequence(), reserved, onHand));
            }
        }
    }
}
