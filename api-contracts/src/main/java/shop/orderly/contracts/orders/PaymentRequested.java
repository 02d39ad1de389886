package shop.orderly.contracts.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.users.UserId;

/**
 * The order's stock is held and payments is asked to capture: {@code AWAITING_PAYMENT}.
 *
 * @param amount what to capture, in major units, more than 0
 * @param paymentMethod the provider's token
 * @param deadline when the order will be cancelled if nothing was captured
 */
@EventType("order.payment_requested")
public record PaymentRequested(
        OrderId orderId,
        PaymentId paymentId,
        UserId customerId,
        BigDecimal amount,
        Currency currency,
        String paymentMethod,
        Instant deadline)
        implements OrderEvent {}
