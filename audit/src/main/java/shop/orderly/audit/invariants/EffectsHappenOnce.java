package shop.orderly.audit.invariants;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Event;
import shop.orderly.audit.stores.Stores;

/** What moves goods or money happened at most once, whatever was delivered twice. */
final class EffectsHappenOnce implements Invariant {
    private static final String MOVED_TWICE =
            "SELECT kind, key, count(*) FROM sandbox.movement GROUP BY kind, key HAVING count(*) > 1 ORDER BY key";

    @Override
    public String id() {
        return "I6";
    }

    @Override
    public String title() {
        return "effects";
    }

    @Override
    public String says() {
        return "per order at most one capture, one hold that stands; one release per reservation, one refund per refund id; the provider moved nothing twice";
    }

    @Override
    public Finding check(Stores stores) {
        var found = new Finding.Builder("orders", "reservations");
        Dossier.each(stores, dossier -> check(dossier, found));
        movements(stores, found);
        var payments = stores.store(Database.PAYMENT);
        if (payments.has("sandbox.movement")) {
            try (var rows = payments.query(MOVED_TWICE)) {
                while (rows.next()) {
                    found.violate(
                            rows.name(2), "the provider moved it " + rows.number(3) + " times (" + rows.name(1) + ")");
                }
            }
        }
        return found.finding();
    }

    private static void check(Dossier dossier, Finding.Builder found) {
        found.count("orders");
        var subject = "order " + dossier.orderId();
        var captures = count(dossier.payments(), "payment.captured");
        found.require(captures <= 1, subject, () -> "was captured %d times".formatted(captures));
        var refunds = new HashMap<String, Integer>();
        dossier.payments().stream()
                .filter(event -> event.type().equals("payment.refunded"))
                .forEach(event -> refunds.merge(event.text("refund_id"), 1, Integer::sum));
        refunds.forEach((id, times) ->
                found.require(times == 1, subject, () -> "refund %s was given %d times".formatted(id, times)));
        var holding = new HashMap<String, Boolean>();
        var ends = new HashMap<String, Integer>();
        for (var event : dossier.reservations()) {
            switch (event.type()) {
                case "reservation.released", "reservation.returned", "reservation.expired" -> {
                    holding.put(event.aggregate(), false);
                    ends.merge(event.aggregate(), 1, Integer::sum);
                }
                case "reservation.held", "reservation.committed" -> holding.put(event.aggregate(), true);
                default -> holding.put(event.aggregate(), false);
            }
        }
        ends.forEach(
                (id, times) -> found.require(times == 1, id, () -> "gave its goods back %d times".formatted(times)));
        var standing = holding.values().stream().filter(Boolean::booleanValue).count();
        found.require(standing <= 1, subject, () -> "has %d reservations that stand".formatted(standing));
    }

    private static long count(List<Event> events, String type) {
        return events.stream().filter(event -> event.type().equals(type)).count();
    }

    /** Units of one product for one reservation: held once, then freed or committed once, returned once. */
    private static void movements(Stores stores, Finding.Builder found) {
        try (var events = stores.store(Database.PRODUCT)
                .events(
                        "convert_from(payload, 'UTF8')::json ->> 'reservation_id'",
                        "aggregate_identifier, sequence_number",
                        "stock.held",
                        "stock.freed",
                        "stock.committed",
                        "stock.returned")) {
            for (var reservation = events.key(); reservation != null; reservation = events.key()) {
                found.count("reservations");
                var seen = new HashSet<String>();
                for (var event : events.takeAll(reservation)) {
                    var movement = MOVEMENTS.getOrDefault(event.type(), event.type());
                    found.require(
                            seen.add(movement + event.aggregate()),
                            reservation,
                            () -> "%s of %s happened twice".formatted(movement, event.aggregate()));
                }
            }
        }
    }

    private static final Map<String, String> MOVEMENTS = Map.of(
            "stock.held", "the hold",
            "stock.freed", "the end of the hold",
            "stock.committed", "the end of the hold",
            "stock.returned", "the return");
}
