package shop.orderly.payments.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.payments.PaymentId;

/**
 * The provider gave no clear answer and will be asked again. Changes nothing once the outcome is known, or known to be
 * unknown. Sent by ProviderCalls, handled by Payment.
 *
 * @param reason what happened, without personal data
 */
public record RecordUnknown(@TargetAggregateIdentifier PaymentId paymentId, String reason) {}
