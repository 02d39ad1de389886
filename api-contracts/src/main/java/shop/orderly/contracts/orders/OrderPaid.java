package shop.orderly.contracts.orders;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.EventType;

/**
 * The order's payment was captured in time; stock is being committed. Status stays {@code AWAITING_PAYMENT}.
 */
@EventType("order.paid")
public record OrderPaid(OrderId orderId, PaymentId paymentId, BigDecimal amount, Currency currency)
        implements OrderEvent {}
