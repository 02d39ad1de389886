package shop.orderly.payments.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;

/**
 * The provider gave the money of one refund back. Repeating it changes nothing. Refuses with {@code refund_not_found}.
 * Sent by ProviderCalls, handled by Payment.
 */
public record RecordRefund(@TargetAggregateIdentifier PaymentId paymentId, RefundId refundId) {}
