package shop.orderly.contracts.payments;

import java.time.Instant;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The provider does not give the money of a refund back: it refused, or it could not be asked for long. It is asked
 * again nevertheless, ever more seldom; this is said once until it works or somebody has it retried.
 *
 * @param reason what happened, without personal data
 * @param failures how often it was asked in vain, from 1 upwards
 * @param nextTry when it is asked again
 */
@EventType("payment.refund_failed")
public record RefundFailed(
        PaymentId paymentId, OrderId orderId, RefundId refundId, String reason, int failures, Instant nextTry)
        implements PaymentEvent {}
