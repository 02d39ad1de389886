package shop.orderly.payments.api;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;

/**
 * The provider does not give the money of a refund back; it is asked again. Changes nothing if that was said already, or
 * once the money is back. Refuses with {@code refund_not_found}. Sent by ProviderCalls, handled by Payment.
 *
 * @param reason what happened, without personal data
 * @param failures how often it was asked in vain, from 1 upwards
 * @param nextTry when it is asked again
 */
public record RecordRefundFailure(
        @TargetAggregateIdentifier PaymentId paymentId,
        RefundId refundId,
        String reason,
        int failures,
        Instant nextTry) {}
