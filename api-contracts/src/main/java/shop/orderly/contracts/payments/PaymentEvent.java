package shop.orderly.contracts.payments;

import shop.orderly.contracts.orders.OrderId;

/** A fact about a payment. Published by payments on {@code payment.events}, keyed by the payment's id. */
public sealed interface PaymentEvent
        permits PaymentInitiated,
                PaymentCaptured,
                PaymentDeclined,
                PaymentOutcomeUnknown,
                PaymentVoidRequested,
                PaymentVoided,
                RefundInitiated,
                RefundFailed,
                RefundRetried,
                PaymentRefunded {

    PaymentId paymentId();

    OrderId orderId();
}
