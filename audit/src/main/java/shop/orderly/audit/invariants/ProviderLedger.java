package shop.orderly.audit.invariants;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Event;
import shop.orderly.audit.stores.Events;
import shop.orderly.audit.stores.Rows;
import shop.orderly.audit.stores.Store;
import shop.orderly.audit.stores.Stores;

/** The books of the simulated provider against ours, payment by payment. A real provider's are somewhere else. */
final class ProviderLedger {
    private static final String MOVED = """
            SELECT split_part(key, ':', 1) COLLATE "C", coalesce(sum(amount_minor) FILTER (WHERE kind = 'CAPTURE'), 0),
                   coalesce(sum(amount_minor) FILTER (WHERE kind = 'REFUND'), 0), min(currency),
                   (extract(epoch FROM max(at)) * 1000000)::bigint
            FROM sandbox.movement GROUP BY 1 ORDER BY 1""";

    private final Stores stores;
    private final Finding.Builder found;

    ProviderLedger(Stores stores, Finding.Builder found) {
        this.stores = stores;
        this.found = found;
    }

    void compare() {
        var store = stores.store(Database.PAYMENT);
        if (store.has("sandbox.movement")) {
            compare(store);
        }
    }

    private void compare(Store store) {
        try (var ours = store.streams("payment.captured", "payment.refunded");
                var theirs = store.query(MOVED)) {
            var more = theirs.next();
            while (more || ours.peek() != null) {
                var payment = ours.key();
                if (payment != null && (!more || payment.compareTo(theirs.name(1)) < 0)) {
                    takeOurs(ours, payment);
                    found.violate("payment " + payment, "says that money moved of which the provider knows nothing");
                } else {
                    compare(theirs, ours);
                    more = theirs.next();
                }
            }
        }
    }

    private void compare(Rows theirs, Events ours) {
        found.count("accounts of the provider");
        var payment = theirs.name(1);
        var digits = Math.max(0, Currency.getInstance(theirs.name(4)).getDefaultFractionDigits());
        var captured = BigDecimal.valueOf(theirs.number(2), digits);
        var refunded = BigDecimal.valueOf(theirs.number(3), digits);
        var known = takeOurs(ours, payment);
        // The provider moves first, and we write it down then.
        if (!stores.isYoung(Database.PAYMENT, theirs.number(5))) {
            found.require(
                    captured.compareTo(known.captured()) == 0 && refunded.compareTo(known.refunded()) == 0,
                    "payment " + payment,
                    () -> "has %s captured and %s refunded, the provider's books say %s and %s"
                            .formatted(
                                    known.captured().toPlainString(),
                                    known.refunded().toPlainString(),
                                    captured.toPlainString(),
                                    refunded.toPlainString()));
        }
    }

    private record Sum(BigDecimal captured, BigDecimal refunded) {}

    private static Sum takeOurs(Events events, String payment) {
        var captured = BigDecimal.ZERO;
        var refunded = BigDecimal.ZERO;
        for (Event event : events.takeAll(payment)) {
            if (event.type().equals("payment.captured")) {
                captured = captured.add(event.amount("amount"));
            } else {
                refunded = refunded.add(event.amount("amount"));
            }
        }
        return new Sum(captured, refunded);
    }
}
