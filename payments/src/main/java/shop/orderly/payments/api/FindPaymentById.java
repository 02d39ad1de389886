package shop.orderly.payments.api;

import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.users.UserId;

/**
 * One payment as a {@link PaymentView}, or nothing. Eventually consistent, group {@code payment-view}.
 *
 * @param owner whose payment it must be; null for anybody's
 */
public record FindPaymentById(PaymentId paymentId, @Nullable UserId owner) {}
