package shop.orderly.audit.invariants;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import shop.orderly.audit.stores.Event;

/** What the events of all payments of one order add up to, in major units. */
final class PaymentFacts {
    private BigDecimal captured = BigDecimal.ZERO;
    private BigDecimal opened = BigDecimal.ZERO;
    private BigDecimal refunded = BigDecimal.ZERO;
    private BigDecimal goodwill = BigDecimal.ZERO;
    private boolean runningSumsHold = true;
    private final Set<String> unanswered = new HashSet<>();

    static PaymentFacts of(List<Event> events) {
        var facts = new PaymentFacts();
        var actors = new HashMap<String, String>();
        var running = new HashMap<String, BigDecimal>();
        events.forEach(event -> facts.add(event, actors, running));
        return facts;
    }

    private void add(Event event, Map<String, String> actors, Map<String, BigDecimal> running) {
        switch (event.type()) {
            case "payment.initiated" -> unanswered.add(event.aggregate());
            case "payment.declined", "payment.voided" -> unanswered.remove(event.aggregate());
            case "payment.captured" -> {
                unanswered.remove(event.aggregate());
                captured = captured.add(event.amount("amount"));
            }
            case "payment.refund_initiated" -> {
                opened = opened.add(event.amount("amount"));
                actors.put(event.text("refund_id"), event.text("actor"));
            }
            case "payment.refunded" -> {
                refunded = refunded.add(event.amount("amount"));
                var sum = running.merge(event.aggregate(), event.amount("amount"), BigDecimal::add);
                runningSumsHold = runningSumsHold && sum.compareTo(event.amount("refunded")) == 0;
                if (!actors.getOrDefault(event.text("refund_id"), "system:").startsWith("system:")) {
                    goodwill = goodwill.add(event.amount("amount"));
                }
            }
            default -> {}
        }
    }

    BigDecimal captured() {
        return captured;
    }

    /** All refunds that were opened, done or not. */
    BigDecimal opened() {
        return opened;
    }

    BigDecimal refunded() {
        return refunded;
    }

    /** Of the refunds, those that a person gave. */
    BigDecimal goodwill() {
        return goodwill;
    }

    /** What is ours. */
    BigDecimal kept() {
        return captured.subtract(refunded);
    }

    /** Whether every refund states the sum so far as it is. */
    boolean runningSumsHold() {
        return runningSumsHold;
    }

    /** Whether the provider still owes a clear answer. */
    boolean isUnanswered() {
        return !unanswered.isEmpty();
    }
}
