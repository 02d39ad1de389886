package shop.orderly.contracts.payments;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.users.UserId;

/**
 * A payment was opened and the provider is about to be asked: {@code REQUESTED}.
 *
 * @param amount what to capture, in major units
 * @param paymentMethod the provider's token
 */
@EventType("payment.initiated")
public record PaymentInitiated(
        PaymentId paymentId,
        OrderId orderId,
        UserId customerId,
        BigDecimal amount,
        Currency currency,
        String paymentMethod)
        implements PaymentEvent {}
