package shop.orderly.payments.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.users.UserId;

/**
 * Open a payment, after which the provider is asked to capture it. Repeating it changes nothing, and a payment that was
 * voided before stays voided. Refuses with {@code payment_amount_invalid}, {@code payment_differs}. Sent by
 * OrderEventListener, handled by Payment.
 *
 * @param amount what to capture, more than zero
 * @param paymentMethod the provider's token
 */
public record InitiatePayment(
        @TargetAggregateIdentifier PaymentId paymentId,
        OrderId orderId,
        UserId customerId,
        Money amount,
        String paymentMethod) {}
