package shop.orderly.audit.invariants;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Store;
import shop.orderly.audit.stores.Stores;

/** Held stock belongs to somebody, and whoever waits is waited for: a saga with a timer, or a task of payments. */
final class NothingIsForgotten implements Invariant {
    /** The ids of the saga's two timers in its JSON, by which the scheduler knows them. */
    private static final Pattern TIMER = Pattern.compile("\"(?:payment|step)_?[tT]imer\"\\s*:\\s*\"([^\"]+)\"");

    private static final String SAGAS = """
            SELECT convert_from(s.serialized_saga, 'UTF8')
            FROM association_value_entry a JOIN saga_entry s ON s.saga_id = a.saga_id
            WHERE a.association_key = 'orderId' AND a.association_value = ?""";

    @Override
    public String id() {
        return "I8";
    }

    @Override
    public String title() {
        return "next steps";
    }

    @Override
    public String says() {
        return "no held stock without a live order; no live order without a next step";
    }

    @Override
    public Finding check(Stores stores) {
        var found = new Finding.Builder("orders", "live", "holds");
        var timers = instances(stores.store(Database.ORDER));
        var questions = instances(stores.store(Database.PAYMENT));
        Dossier.each(stores, dossier -> check(dossier, stores, timers, questions, found));
        return found.finding();
    }

    private static void check(
            Dossier dossier, Stores stores, Set<String> timers, Set<String> questions, Finding.Builder found) {
        var order = dossier.facts();
        var holds = holds(dossier);
        found.count("orders");
        found.count("holds", holds.values().stream().filter("held"::equals).count());
        var isLive = isLive(order, dossier, holds);
        found.count("live", isLive ? 1 : 0);
        if (order.isResolved()) {
            found.count("settled by hand");
            return;
        }
        if (dossier.isYoung(stores)) {
            found.count("under way");
            return;
        }
        var subject = "order " + dossier.orderId();
        var isHolding = holds.containsValue("held");
        if (isHolding && (order.status() == null || order.is("CONFIRMED") || order.is("REJECTED"))) {
            found.violate(
                    subject, (order.status() == null ? "does not exist" : "is " + order.status()) + " and holds stock");
        } else if (isLive && (isUndoing(order, holds) || !isAsked(dossier, questions))) {
            var saga = saga(stores.store(Database.ORDER), dossier.orderId());
            found.require(
                    saga != null && hasTimer(saga, timers),
                    subject,
                    () -> "is %s%s and waits for nothing: %s"
                            .formatted(
                                    order.status(),
                                    isHolding ? ", holds stock" : "",
                                    saga == null ? "no saga looks after it" : "its saga has no timer that is set"));
        }
    }

    /** Where each of its reservations stands. */
    private static Map<String, String> holds(Dossier dossier) {
        var states = new HashMap<String, String>();
        dossier.reservations()
                .forEach(event -> states.put(event.aggregate(), event.type().substring("reservation.".length())));
        return states;
    }

    private static boolean isLive(OrderFacts order, Dossier dossier, Map<String, String> holds) {
        if (order.status() == null) {
            return false;
        }
        return switch (order.status()) {
            case "PLACED", "AWAITING_PAYMENT", "REFUND_PENDING" -> true;
            case "CANCELLED" -> PaymentFacts.of(dossier.payments()).isUnanswered() || isOutside(holds);
            case "REFUNDED" -> isOutside(holds);
            default -> false;
        };
    }

    /** Whether goods of it are not back yet. */
    private static boolean isOutside(Map<String, String> holds) {
        return holds.containsValue("held") || holds.containsValue("committed");
    }

    /** Whether goods have to come back: that is the saga's to push, whoever is asked about the money meanwhile. */
    private static boolean isUndoing(OrderFacts order, Map<String, String> holds) {
        return isOutside(holds) && (order.is("CANCELLED") || order.is("REFUND_PENDING") || order.is("REFUNDED"));
    }

    /** Whether the provider will be asked about one of its payments or refunds. */
    private static boolean isAsked(Dossier dossier, Set<String> questions) {
        return dossier.payments().stream()
                .anyMatch(event -> questions.contains(event.aggregate())
                        || questions.contains(event.aggregate() + ":" + event.optional("refund_id")));
    }

    private static boolean hasTimer(String saga, Set<String> timers) {
        return TIMER.matcher(saga).results().anyMatch(timer -> timers.contains(timer.group(1)));
    }

    private static @Nullable String saga(Store store, String order) {
        try (var rows = store.query(SAGAS, order)) {
            return rows.next() ? rows.text(1) : null;
        }
    }

    private static Set<String> instances(Store store) {
        var instances = new HashSet<String>();
        try (var rows = store.query("SELECT task_instance FROM scheduled_tasks")) {
            while (rows.next()) {
                instances.add(rows.name(1));
            }
        }
        return instances;
    }
}
