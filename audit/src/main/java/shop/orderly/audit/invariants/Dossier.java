package shop.orderly.audit.invariants;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Event;
import shop.orderly.audit.stores.Stores;

/**
 * Everything about one order, from the stores that say it: the order itself, its payments and its reservations, each
 * stream in its order. The three stores are read side by side, sorted by the order's id, so one order is in memory at a
 * time.
 */
record Dossier(String orderId, List<Event> order, List<Event> payments, List<Event> reservations) {
    private static final String BY_ORDER = "convert_from(payload, 'UTF8')::json ->> 'order_id'";

    private static final String THEN = "aggregate_identifier, sequence_number";

    static void each(Stores stores, Consumer<Dossier> reader) {
        try (var orders = stores.store(Database.ORDER).streams("order.%");
                var payments = stores.store(Database.PAYMENT).events(BY_ORDER, THEN, "payment.%");
                var reservations = stores.store(Database.PRODUCT).events(BY_ORDER, THEN, "reservation.%")) {
            while (true) {
                var next = first(orders.key(), payments.key(), reservations.key());
                if (next == null) {
                    return;
                }
                reader.accept(
                        new Dossier(next, orders.takeAll(next), payments.takeAll(next), reservations.takeAll(next)));
            }
        }
    }

    private static @Nullable String first(@Nullable String... keys) {
        @Nullable String first = null;
        for (var key : keys) {
            if (key != null && (first == null || key.compareTo(first) < 0)) {
                first = key;
            }
        }
        return first;
    }

    OrderFacts facts() {
        return OrderFacts.of(order);
    }

    /** Whether the newest fact about it is so new that the next one may be on its way. */
    boolean isYoung(Stores stores) {
        return Stream.of(order, payments, reservations)
                .flatMap(List::stream)
                .anyMatch(event -> stores.isYoung(Database.ORDER, event.at()));
    }
}
