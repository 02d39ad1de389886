package shop.orderly.contracts.payments;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.EventType;

/**
 * The provider captured the whole amount: {@code CAPTURED}.
 *
 * @param providerReference the provider's own id of the capture
 */
@EventType("payment.captured")
public record PaymentCaptured(
        PaymentId paymentId, OrderId orderId, BigDecimal amount, Currency currency, String providerReference)
        implements PaymentEvent {}
