package shop.orderly.audit.views;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** An order's row: where it stands by its own events, and what inventory and payments last said of it. */
final class OrderViewFold implements Fold {
    private @Nullable Event placed;
    private String status = "PLACED";
    private @Nullable String reason;
    private String stock = "none";
    private String payment = "none";
    private boolean isResolved;
    private long version;
    private long updatedAt;

    @Override
    public void apply(Event event) {
        if (event.type().equals("order.placed") && placed == null) {
            placed = event;
            version = event.sequence();
            updatedAt = event.at();
        }
        if (placed == null) {
            return;
        }
        updatedAt = Math.max(updatedAt, event.at());
        if (event.type().startsWith("order.")) {
            version = Math.max(version, event.sequence());
        }
        switch (event.type()) {
            case "order.payment_requested" -> {
                status = "AWAITING_PAYMENT";
                payment = "requested";
            }
            case "order.confirmed" -> status = "CONFIRMED";
            case "order.rejected" -> end("REJECTED", event);
            case "order.cancelled" -> {
                end("CANCELLED", event);
                isResolved = false;
            }
            case "order.refund_requested" -> {
                status = "REFUND_PENDING";
                isResolved = false;
            }
            case "order.paid" -> isResolved = false;
            case "order.refunded" -> status = "REFUNDED";
            case "order.fulfilment_resolved" -> isResolved = true;
            case "reservation.held",
                    "reservation.refused",
                    "reservation.committed",
                    "reservation.released",
                    "reservation.returned",
                    "reservation.expired" -> stock = event.type().substring("reservation.".length());
            case "payment.captured", "payment.declined", "payment.voided", "payment.refunded" ->
                payment = event.type().substring("payment.".length());
            case "payment.outcome_unknown" -> payment = "unknown";
            default -> {}
        }
    }

    private void end(String next, Event because) {
        status = next;
        reason = because.text("reason");
    }

    @Override
    public List<List<@Nullable String>> rows() {
        return placed == null
                ? List.of()
                : List.of(Columns.row(
                        placed.text("order_id"),
                        placed.text("customer_id"),
                        status,
                        reason,
                        placed.amount("total"),
                        placed.text("currency"),
                        placed.text("payment_method"),
                        stock,
                        payment,
                        isResolved,
                        version,
                        placed.at(),
                        updatedAt));
    }
}
