package shop.orderly.payments.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentId;

/**
 * The order does not want this payment any more. If the provider has not answered it is asked to void; if the payment
 * was never opened it is voided at once and can never be opened later; if its outcome is known nothing changes.
 * Repeating it changes nothing; it is never refused. Sent by OrderEventListener, handled by Payment.
 */
public record VoidPayment(@TargetAggregateIdentifier PaymentId paymentId, OrderId orderId) {}
