package shop.orderly.audit.invariants;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Stores;

/** Every order that somebody was told of exists, and each is at its end within the bound or calls for a person. */
final class OrdersComeToRest implements Invariant {
    @Override
    public String id() {
        return "I3";
    }

    @Override
    public String title() {
        return "orders";
    }

    @Override
    public String says() {
        return "every accepted order exists and reaches a terminal state within the bound, or is listed as stuck";
    }

    @Override
    public Finding check(Stores stores) {
        var found = new Finding.Builder("orders", "accepted");
        var missing = new HashSet<>(stores.accepted());
        found.count("accepted", missing.size());
        try (var events = stores.store(Database.ORDER).streams("order.%")) {
            for (var id = events.key(); id != null; id = events.key()) {
                var order = OrderFacts.of(events.takeAll(id));
                if (order.status() != null) {
                    missing.remove(id);
                }
                check(id, order, stores, found);
            }
        }
        missing.stream().sorted().forEach(id -> found.violate("order " + id, "was accepted and does not exist"));
        return found.finding();
    }

    private static void check(String id, OrderFacts order, Stores stores, Finding.Builder found) {
        found.count("orders");
        if (order.isTerminal()) {
            return;
        }
        if (order.isResolved()) {
            found.count("settled by hand");
        } else if (order.isStuck()) {
            found.count("stuck");
        } else if (stores.isYoung(Database.ORDER, order.placedAt())) {
            found.count("under way");
        } else {
            found.violate(
                    "order " + id,
                    "is " + order.status() + ", was placed at "
                            + Instant.EPOCH.plus(order.placedAt(), ChronoUnit.MICROS)
                            + " and is not listed as stuck");
        }
    }
}
