package shop.orderly.payments.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.payments.PaymentId;

/**
 * The provider captured the whole amount. Also recorded when the payment was voided meanwhile, because it is true.
 * Repeating it changes nothing. Refuses with {@code payment_declined}, {@code payment_not_initiated}. Sent by
 * ProviderCalls, handled by Payment.
 *
 * @param providerReference the provider's own id of the capture
 */
public record RecordCapture(@TargetAggregateIdentifier PaymentId paymentId, String providerReference) {}
