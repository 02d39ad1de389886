package shop.orderly.orders.api;

import java.math.BigDecimal;
import java.util.Currency;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentId;

/**
 * Tell the order that its money was captured: it is paid if it still waits for the money, and asks for the refund if it
 * was cancelled meanwhile. Refuses with {@code payment_unknown} if the payment is not this order's, with
 * {@code payment_not_expected} if none was asked for. Repeating it changes nothing. Sent by OrderFulfilmentSaga,
 * handled by Order.
 *
 * @param amount what was captured, in major units
 */
public record RecordPayment(
        @TargetAggregateIdentifier OrderId orderId, PaymentId paymentId, BigDecimal amount, Currency currency) {}
