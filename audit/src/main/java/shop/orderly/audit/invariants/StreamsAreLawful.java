package shop.orderly.audit.invariants;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Event;
import shop.orderly.audit.stores.Stores;
import shop.orderly.audit.stores.Topic;

/** Every stream at its home: numbered without a hole, and each event allowed where the one before it left the aggregate. */
final class StreamsAreLawful implements Invariant {
    private record Home(Database database, String types, Supplier<StateTable> table) {}

    private static final List<Home> HOMES = List.of(
            new Home(Database.ORDER, "order.%", OrderStates::new),
            new Home(Database.PAYMENT, "payment.%", PaymentStates::new),
            new Home(Database.PRODUCT, "reservation.%", ReservationStates::new),
            new Home(Database.PRODUCT, "stock.%", () -> new PlainStates("stock.opened", null)),
            new Home(Database.PRODUCT, "product.%", () -> new PlainStates("product.created", "product.discontinued")),
            new Home(Database.CATEGORY, "category.%", () -> new PlainStates("category.created", "category.deleted")),
            new Home(Database.USER, "user.%", () -> new PlainStates("user.registered", "user.deleted")));

    private static final Set<String> KNOWN =
            Topic.all().stream().flatMap(topic -> topic.events().stream()).collect(Collectors.toSet());

    @Override
    public String id() {
        return "I4";
    }

    @Override
    public String title() {
        return "streams";
    }

    @Override
    public String says() {
        return "only transitions of the state tables occur, terminal is final, sequences are contiguous from 0";
    }

    @Override
    public Finding check(Stores stores) {
        var found = new Finding.Builder("streams", "events");
        HOMES.forEach(home -> check(home, stores, found));
        return found.finding();
    }

    private static void check(Home home, Stores stores, Finding.Builder found) {
        @Nullable String stream = null;
        var next = 0L;
        var broken = false;
        var table = home.table.get();
        try (var events = stores.store(home.database).streams(home.types)) {
            for (var event = events.take(); event != null; event = events.take()) {
                if (!event.aggregate().equals(stream)) {
                    stream = event.aggregate();
                    next = 0;
                    broken = false;
                    table = home.table.get();
                    found.count("streams");
                }
                found.count("events");
                if (!broken) {
                    var words = event.sequence() == next
                            ? judged(table, event)
                            : "has " + event + " where number " + next + " is due";
                    if (words != null) {
                        broken = true;
                        found.violate(event.aggregate(), words);
                    }
                }
                next = event.sequence() + 1;
            }
        }
    }

    private static @Nullable String judged(StateTable table, Event event) {
        if (!KNOWN.contains(event.type()) && !event.type().startsWith("order.fulfilment_")) {
            return "has event " + event.sequence() + " of a type that nobody knows: " + event.type();
        }
        var before = table.state();
        return table.accept(event)
                ? null
                : "has " + event.type() + " as event " + event.sequence() + " where it is " + before;
    }
}
