package shop.orderly.audit.invariants;

import java.math.BigDecimal;
import java.util.Set;
import shop.orderly.audit.stores.Event;

/**
 * PLACED → AWAITING_PAYMENT → CONFIRMED, straight from PLACED if nothing is to pay; PLACED → REJECTED; CANCELLED from any
 * of the first three by a person, from the first two by the warehouse, and by the provider or the clock until it is paid;
 * CANCELLED → REFUND_PENDING → REFUNDED. What is said of the fulfilment moves nothing, and has rules of its own: a step is
 * delayed where it is due, it recovers if it failed, and only what failed is retried; a refund that failed is then asked
 * for again. What an operator has settled by hand is left alone until money or a cancellation reopens it; that cannot be
 * while money is to go back, and of an order that is paid and not confirmed it says how much is kept.
 */
final class OrderStates implements StateTable {
    private static final Set<String> OPEN = Set.of("PLACED", "AWAITING_PAYMENT");
    private static final Set<String> UNDOING = Set.of("CANCELLED", "REFUND_PENDING", "REFUNDED");

    private String state = "not there";
    private boolean isFree;
    private boolean isPaid;
    private BigDecimal paid = BigDecimal.ZERO;
    private boolean isResolved;
    private boolean isRefundRetried;
    private final FailingSteps failing = new FailingSteps(event -> event.number("failures") > 0);

    @Override
    public String state() {
        return state + (isPaid && state.equals("AWAITING_PAYMENT") ? " (paid)" : "");
    }

    @Override
    public boolean accept(Event event) {
        var may = allows(event);
        failing.apply(event);
        return may;
    }

    private boolean allows(Event event) {
        return switch (event.type()) {
            case "order.placed" -> {
                isFree = event.amount("total").signum() == 0;
                yield move(state.equals("not there"), "PLACED");
            }
            case "order.rejected" -> move(state.equals("PLACED"), "REJECTED");
            case "order.payment_requested" -> move(state.equals("PLACED") && !isFree, "AWAITING_PAYMENT");
            case "order.paid" -> {
                var may = state.equals("AWAITING_PAYMENT") && !isPaid;
                isPaid = true;
                paid = event.amount("amount");
                isResolved = false;
                yield may;
            }
            case "order.confirmed" -> move(OPEN.contains(state) && (isPaid || isFree), "CONFIRMED");
            case "order.cancelled" -> {
                isResolved = false;
                yield move(isCancellable(event.text("reason")), "CANCELLED");
            }
            case "order.refund_requested" -> {
                var again = isRefundRetried && state.equals("REFUND_PENDING");
                isRefundRetried = false;
                isResolved = false;
                yield move(state.equals("CANCELLED") || again, "REFUND_PENDING");
            }
            case "order.refunded" -> move(state.equals("REFUND_PENDING"), "REFUNDED");
            case "order.fulfilment_delayed" -> !isResolved && isDue(event.text("step"));
            case "order.fulfilment_recovered" -> failing.contains(event.text("step"));
            case "order.fulfilment_retry_requested" -> {
                isRefundRetried = failing.contains("refund");
                yield !isResolved && !failing.isEmpty();
            }
            case "order.fulfilment_resumed" -> !isResolved && (OPEN.contains(state) || UNDOING.contains(state));
            case "order.fulfilment_resolved" -> {
                var may = !isResolved && (!failing.isEmpty() || state.equals("CANCELLED")) && isMoneySettled(event);
                isResolved = true;
                yield may;
            }
            default -> !state.equals("not there");
        };
    }

    /** Whether no money is owed to the customer, or the operator states how much of it is kept. */
    private boolean isMoneySettled(Event resolution) {
        return switch (state) {
            case "AWAITING_PAYMENT" -> OrderFacts.accepted(resolution).compareTo(paid) == 0;
            case "CANCELLED" -> !isPaid;
            case "REFUND_PENDING" -> false;
            default -> true;
        };
    }

    private boolean isDue(String step) {
        return switch (step) {
            case "reserve", "commit" -> OPEN.contains(state);
            case "release" -> UNDOING.contains(state);
            case "refund" -> state.equals("REFUND_PENDING");
            default -> false;
        };
    }

    private boolean isCancellable(String reason) {
        return switch (reason) {
            case "by_customer", "by_operator" -> OPEN.contains(state) || state.equals("CONFIRMED");
            case "payment_declined", "payment_timeout" -> OPEN.contains(state) && !isPaid;
            case "stock_lost" -> OPEN.contains(state);
            default -> false;
        };
    }

    private boolean move(boolean may, String next) {
        if (may) {
            state = next;
        }
        return may;
    }
}
