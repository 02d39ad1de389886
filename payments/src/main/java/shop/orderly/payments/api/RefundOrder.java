package shop.orderly.payments.api;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Money;

/**
 * Give a cancelled order's money back: the amount, or what is left of it if somebody refunded a part before. When
 * nothing is left the refund is of zero and done as soon as the earlier ones are, without asking the provider again.
 * Repeating a refund id changes nothing, unless refunds of the payment have failed: then the provider is asked again at once. Refuses with {@code payment_not_captured}. Sent by OrderEventListener, handled
 * by Payment.
 *
 * @param amount what the order paid, in the payment's currency
 */
public record RefundOrder(
        @TargetAggregateIdentifier PaymentId paymentId, RefundId refundId, Money amount, Actor actor) {}
