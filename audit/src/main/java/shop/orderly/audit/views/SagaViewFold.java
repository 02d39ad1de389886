package shop.orderly.audit.views;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** How an order's fulfilment goes: what the order says of it, and what inventory and payments last said. */
final class SagaViewFold implements Fold {
    private static final long ATTEMPT = 1_000_000;

    private @Nullable Event placed;
    private String status = "PLACED";
    private @Nullable String reason;
    private String stock = "none";
    private String payment = "none";
    private @Nullable String step = "reserve";
    private long attempt = 1;
    private Trouble trouble = Trouble.NONE;
    private boolean isStuck;
    private Trouble refund = Trouble.NONE;
    private final FailingRefunds failingRefunds = new FailingRefunds();
    private boolean isResolved;
    private long version;
    private long stockVersion = -1;
    private long paymentVersion = -1;
    private long updatedAt;

    /** @param nextTry in microseconds since 1970 */
    private record Trouble(
            long failures, @Nullable String error, @Nullable Long nextTry) {
        static final Trouble NONE = new Trouble(0, null, null);

        static Trouble of(Event delay) {
            var next = Instant.parse(delay.text("next_try"));
            // The database rounds to microseconds.
            return new Trouble(
                    delay.number("failures"),
                    delay.text("reason"),
                    next.getEpochSecond() * 1_000_000 + (next.getNano() + 500) / 1_000);
        }
    }

    @Override
    public void apply(Event event) {
        if (placed == null) {
            if (event.type().equals("order.placed")) {
                placed = event;
                version = event.sequence();
                updatedAt = event.at();
            }
        } else if (event.type().startsWith("reservation.")) {
            hearInventory(event);
        } else if (event.type().startsWith("payment.")) {
            hearPayments(event);
        } else if (event.sequence() > version) {
            version = event.sequence();
            updatedAt = Math.max(updatedAt, event.at());
            hearOrder(event);
        }
    }

    private void hearOrder(Event event) {
        switch (event.type()) {
            case "order.payment_requested" -> move("AWAITING_PAYMENT", null);
            case "order.paid" -> {
                move("AWAITING_PAYMENT", "commit");
                isResolved = false;
            }
            case "order.confirmed" -> move("CONFIRMED", null);
            case "order.rejected" -> {
                move("REJECTED", null);
                reason = event.text("reason");
            }
            case "order.cancelled" -> {
                move("CANCELLED", "release");
                isResolved = false;
                reason = event.text("reason");
            }
            case "order.refund_requested" -> {
                status = "REFUND_PENDING";
                isResolved = false;
                refund = Trouble.NONE;
                step = trouble.failures() > 0 ? step : "refund";
            }
            case "order.refunded" -> {
                status = "REFUNDED";
                refund = Trouble.NONE;
                step = trouble.failures() > 0 ? step : null;
            }
            case "order.fulfilment_delayed" -> delay(event);
            case "order.fulfilment_recovered" -> {
                work();
                step = event.text("step").equals(step) ? null : step;
            }
            case "order.fulfilment_retry_requested" -> refund = Trouble.NONE;
            case "order.fulfilment_resumed" -> work();
            case "order.fulfilment_resolved" -> {
                work();
                refund = Trouble.NONE;
                step = null;
                isResolved = true;
            }
            default -> {}
        }
    }

    private void move(String next, @Nullable String nextStep) {
        status = next;
        step = nextStep;
        refund = Trouble.NONE;
        work();
    }

    private void delay(Event event) {
        if (event.text("step").equals("refund")) {
            refund = Trouble.of(event);
        } else {
            step = event.text("step");
            attempt = event.number("attempt");
            trouble = Trouble.of(event);
            isStuck = event.payload().path("stuck").asBoolean(false);
        }
    }

    private void work() {
        trouble = Trouble.NONE;
        isStuck = false;
    }

    private void hearInventory(Event event) {
        var id = event.aggregate();
        var next = Long.parseLong(id.substring(id.lastIndexOf('-') + 1)) * ATTEMPT + event.sequence();
        if (next > stockVersion) {
            stockVersion = next;
            stock = event.type().substring("reservation.".length());
            updatedAt = Math.max(updatedAt, event.at());
        }
    }

    private void hearPayments(Event event) {
        var said = switch (event.type()) {
            case "payment.initiated" -> "requested";
            case "payment.outcome_unknown" -> "unknown";
            case "payment.captured", "payment.declined", "payment.voided", "payment.refunded" ->
                event.type().substring("payment.".length());
            case "payment.refund_failed", "payment.refund_retried" -> payment;
            default -> null;
        };
        if (said != null && event.sequence() > paymentVersion) {
            paymentVersion = event.sequence();
            payment = said;
            failingRefunds.apply(event);
            updatedAt = Math.max(updatedAt, event.at());
        }
    }

    @Override
    public List<List<@Nullable String>> rows() {
        return placed == null
                ? List.of()
                : List.of(Columns.row(
                        placed.text("order_id"),
                        status,
                        reason,
                        stock,
                        payment,
                        step,
                        attempt,
                        trouble.failures(),
                        isStuck,
                        trouble.error(),
                        trouble.nextTry(),
                        refund.failures(),
                        refund.error(),
                        refund.nextTry(),
                        failingRefunds,
                        isResolved,
                        version,
                        stockVersion,
                        paymentVersion,
                        placed.at(),
                        updatedAt));
    }
}
