package shop.orderly.contracts.payments;

import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The provider gave no clear answer: {@code UNKNOWN}. It is asked again under the same key.
 *
 * @param reason what happened, without personal data
 */
@EventType("payment.outcome_unknown")
public record PaymentOutcomeUnknown(PaymentId paymentId, OrderId orderId, String reason) implements PaymentEvent {}
