package shop.orderly.payments.api;

import java.math.BigDecimal;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Actor;

/**
 * Give captured money back, in whole or in part. Refunds together never exceed the capture. Repeating a refund id
 * changes nothing, unless the refund failed: then the provider is asked again at once. Refuses with {@code payment_not_captured}, {@code refund_amount_invalid},
 * {@code refund_exceeds_capture}, and {@code refund_differs} if the id was used for another amount. Sent by
 * RefundEndpoint, handled by Payment, answered with a {@link RefundReceipt}.
 *
 * @param amount more than zero, in major units of the payment's currency; null means everything that is left
 */
public record RequestRefund(
        @TargetAggregateIdentifier PaymentId paymentId,
        RefundId refundId,
        @Nullable BigDecimal amount,
        Actor actor) {}
