package shop.orderly.audit.invariants;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/**
 * What an order's own events say.
 *
 * @param status where it stands: {@code CONFIRMED}; null if it was never placed
 * @param placedAt in microseconds since 1970
 * @param total in major units
 * @param isStuck whether a step of it calls for a person
 * @param isResolved whether an operator says that it was settled by hand, and neither money nor a cancellation came since
 * @param accepted of the customer's money, what the operator said then is kept though the order is not confirmed
 */
record OrderFacts(
        @Nullable String status,
        long placedAt,
        BigDecimal total,
        boolean isStuck,
        boolean isResolved,
        BigDecimal accepted) {
    private static final Set<String> TERMINAL = Set.of("REJECTED", "CONFIRMED", "CANCELLED", "REFUNDED");

    static OrderFacts of(List<Event> events) {
        @Nullable String status = null;
        var placedAt = 0L;
        var total = BigDecimal.ZERO;
        var stuck = new FailingSteps(event -> event.payload().path("stuck").asBoolean(false));
        var resolved = false;
        var accepted = BigDecimal.ZERO;
        for (var event : events) {
            var next = statusAfter(event.type());
            if (next != null) {
                status = next;
            }
            stuck.apply(event);
            switch (event.type()) {
                case "order.placed" -> {
                    placedAt = event.at();
                    total = event.amount("total");
                }
                case "order.paid", "order.cancelled", "order.refund_requested" -> resolved = false;
                case "order.fulfilment_resolved" -> {
                    resolved = true;
                    accepted = accepted(event);
                }
                default -> {}
            }
        }
        return new OrderFacts(status, placedAt, total, !stuck.isEmpty(), resolved, accepted);
    }

    /** What a resolution says is kept; 0 if it says nothing of it. */
    static BigDecimal accepted(Event resolution) {
        return resolution.payload().path("owed").isNumber() ? resolution.amount("owed") : BigDecimal.ZERO;
    }

    private static @Nullable String statusAfter(String type) {
        return switch (type) {
            case "order.placed" -> "PLACED";
            case "order.payment_requested" -> "AWAITING_PAYMENT";
            case "order.confirmed" -> "CONFIRMED";
            case "order.rejected" -> "REJECTED";
            case "order.cancelled" -> "CANCELLED";
            case "order.refund_requested" -> "REFUND_PENDING";
            case "order.refunded" -> "REFUNDED";
            default -> null;
        };
    }

    boolean isTerminal() {
        return status != null && TERMINAL.contains(status);
    }

    boolean is(String wanted) {
        return wanted.equals(status);
    }
}
