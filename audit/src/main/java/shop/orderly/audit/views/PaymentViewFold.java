package shop.orderly.audit.views;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** A payment's row. */
final class PaymentViewFold implements Fold {
    private @Nullable Event first;
    private String status = "REQUESTED";
    private BigDecimal captured = BigDecimal.ZERO;
    private BigDecimal refunded = BigDecimal.ZERO;
    private int openRefunds;
    private long version;
    private long updatedAt;

    @Override
    public void apply(Event event) {
        if (first == null) {
            if (event.type().equals("payment.initiated") || event.type().equals("payment.voided")) {
                first = event;
                status = event.type().equals("payment.voided") ? "VOIDED" : "REQUESTED";
                version = event.sequence();
                updatedAt = event.at();
            }
            return;
        }
        if (event.sequence() <= version) {
            return;
        }
        version = event.sequence();
        updatedAt = event.at();
        switch (event.type()) {
            case "payment.captured" -> {
                status = "CAPTURED";
                captured = event.amount("amount");
            }
            case "payment.declined" -> status = "DECLINED";
            case "payment.voided" -> status = "VOIDED";
            case "payment.outcome_unknown" -> status = "UNKNOWN";
            case "payment.refund_initiated" -> {
                status = "REFUND_PENDING";
                openRefunds++;
            }
            case "payment.refunded" -> {
                openRefunds--;
                refunded = event.amount("refunded");
                status =
                        openRefunds > 0 ? "REFUND_PENDING" : captured.compareTo(refunded) > 0 ? "CAPTURED" : "REFUNDED";
            }
            default -> {}
        }
    }

    @Override
    public List<List<@Nullable String>> rows() {
        return first == null
                ? List.of()
                : List.of(Columns.row(
                        first.aggregate(),
                        first.text("order_id"),
                        first.optional("customer_id"),
                        status,
                        first.optional("amount") == null ? BigDecimal.ZERO : first.amount("amount"),
                        captured,
                        refunded,
                        openRefunds,
                        first.optional("currency"),
                        version,
                        first.at(),
                        updatedAt));
    }
}
