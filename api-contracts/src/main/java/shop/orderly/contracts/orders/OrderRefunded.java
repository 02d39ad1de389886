package shop.orderly.contracts.orders;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.EventType;

/**
 * The provider agreed to the refund: {@code REFUNDED}.
 */
@EventType("order.refunded")
public record OrderRefunded(OrderId orderId, RefundId refundId, BigDecimal amount, Currency currency)
        implements OrderEvent {}
