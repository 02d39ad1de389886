package shop.orderly.payments.web;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What to refund.
 *
 * @param refundId makes the refund idempotent; a new one is made if absent
 * @param amount in major units of the payment's currency; everything that is left if absent
 */
record RequestRefundRequest(
        @Nullable @Size(max = 100) @Pattern(
                regexp = "(?!refund-).*\\S.*",
                message = "must not be blank nor begin with refund-, as an order's own refund does")
        String refundId,

        @Nullable @Positive BigDecimal amount) {

    static final RequestRefundRequest EVERYTHING = new RequestRefundRequest(null, null);
}
