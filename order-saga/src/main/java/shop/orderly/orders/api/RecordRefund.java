package shop.orderly.orders.api;

import java.math.BigDecimal;
import java.util.Currency;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.RefundId;

/**
 * Tell the order that the provider gave its money back. Refuses with {@code refund_unknown} if the order did not ask
 * for this refund. Repeating it changes nothing. Sent by OrderFulfilmentSaga, handled by Order.
 *
 * @param amount of this refund, in major units
 */
public record RecordRefund(
        @TargetAggregateIdentifier OrderId orderId, RefundId refundId, BigDecimal amount, Currency currency) {}
