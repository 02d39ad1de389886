package shop.orderly.payments.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.payments.PaymentId;

/**
 * The provider will not capture this payment. Repeating it changes nothing. Refuses with {@code payment_captured},
 * {@code payment_declined}, {@code void_not_requested}. Sent by ProviderCalls, handled by Payment.
 */
public record RecordVoid(@TargetAggregateIdentifier PaymentId paymentId) {}
