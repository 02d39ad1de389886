package shop.orderly.payments.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.payments.PaymentId;

/**
 * The provider declined the payment. Repeating it changes nothing. Refuses with {@code payment_captured},
 * {@code payment_voided}. Sent by ProviderCalls, handled by Payment.
 *
 * @param reason the provider's code
 */
public record RecordDecline(@TargetAggregateIdentifier PaymentId paymentId, String reason) {}
