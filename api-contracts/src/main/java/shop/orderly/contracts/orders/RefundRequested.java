package shop.orderly.contracts.orders;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.EventType;

/**
 * Money of a cancelled order was captured and is to go back: {@code REFUND_PENDING}. It is said again, for the same refund,
 * when an operator retries one that failed.
 *
 * @param amount what to refund, in major units
 */
@EventType("order.refund_requested")
public record RefundRequested(
        OrderId orderId, PaymentId paymentId, RefundId refundId, BigDecimal amount, Currency currency)
        implements OrderEvent {}
