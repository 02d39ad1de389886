package shop.orderly.audit.invariants;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import shop.orderly.audit.stores.Event;

/**
 * The steps of an order's fulfilment that are in trouble, as its own events say. An order that is not undone has one step
 * at a time; of one that is, the goods and the money go back side by side, and each fails and recovers for itself.
 */
final class FailingSteps {
    private final Predicate<Event> isTrouble;
    private final Set<String> steps = new HashSet<>();

    /** @param isTrouble which delays count */
    FailingSteps(Predicate<Event> isTrouble) {
        this.isTrouble = isTrouble;
    }

    void apply(Event event) {
        switch (event.type()) {
            case "order.fulfilment_delayed" -> {
                steps.removeAll(List.of("reserve", "commit", event.text("step")));
                if (isTrouble.test(event)) {
                    steps.add(event.text("step"));
                }
            }
            case "order.fulfilment_recovered" -> steps.remove(event.text("step"));
            case "order.refunded" -> steps.remove("refund");
            // The saga pushes anew; the refund is payments' to push.
            case "order.fulfilment_resumed" -> steps.retainAll(Set.of("refund"));
            case "order.payment_requested",
                    "order.confirmed",
                    "order.rejected",
                    "order.cancelled",
                    "order.fulfilment_retry_requested",
                    "order.fulfilment_resolved" -> steps.clear();
            default -> {}
        }
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    boolean contains(String step) {
        return steps.contains(step);
    }
}
