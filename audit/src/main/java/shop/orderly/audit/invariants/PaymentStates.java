package shop.orderly.audit.invariants;

import java.util.HashSet;
import java.util.Set;
import shop.orderly.audit.stores.Event;

/**
 * REQUESTED → CAPTURED → REFUND_PENDING → CAPTURED again, or REFUNDED, which is a matter of amounts; UNKNOWN while the provider owes a clear answer; DECLINED
 * and VOIDED at the end, but that the provider captured what was voided is written down as it happened. A payment may be
 * voided before it was opened. That a refund failed is said once until it is retried or done.
 */
final class PaymentStates implements StateTable {
    private String state = "not there";
    private boolean isOpened;
    private boolean isVoidRequested;
    private int openRefunds;
    private final Set<String> failing = new HashSet<>();

    @Override
    public String state() {
        return state;
    }

    @Override
    public boolean accept(Event event) {
        var waiting = state.equals("REQUESTED") || state.equals("UNKNOWN");
        var ours = state.equals("CAPTURED") || state.equals("REFUND_PENDING");
        return switch (event.type()) {
            case "payment.initiated" -> {
                isOpened = true;
                yield move(state.equals("not there"), "REQUESTED");
            }
            case "payment.outcome_unknown" -> move(state.equals("REQUESTED"), "UNKNOWN");
            case "payment.captured" -> move(waiting || (state.equals("VOIDED") && isOpened), "CAPTURED");
            case "payment.declined" -> move(waiting, "DECLINED");
            case "payment.void_requested" -> {
                var may = waiting && !isVoidRequested;
                isVoidRequested = true;
                yield may;
            }
            case "payment.voided" -> move(state.equals("not there") || (waiting && isVoidRequested), "VOIDED");
            case "payment.refund_initiated" -> {
                openRefunds++;
                yield move(ours, "REFUND_PENDING");
            }
            case "payment.refund_failed" -> state.equals("REFUND_PENDING") && failing.add(event.text("refund_id"));
            case "payment.refund_retried" -> failing.remove(event.text("refund_id"));
            case "payment.refunded" -> {
                openRefunds--;
                failing.remove(event.text("refund_id"));
                yield move(state.equals("REFUND_PENDING") && openRefunds >= 0, afterRefund());
            }
            default -> !state.equals("not there");
        };
    }

    /** Whether all is back is a matter of amounts, and so of another invariant. */
    private String afterRefund() {
        return openRefunds > 0 ? "REFUND_PENDING" : "CAPTURED";
    }

    private boolean move(boolean may, String next) {
        if (may) {
            state = next;
        }
        return may;
    }
}
