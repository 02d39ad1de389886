package shop.orderly.payments.api;

import java.math.BigDecimal;
import java.util.Currency;
import shop.orderly.contracts.payments.RefundId;

/**
 * The answer to {@link RequestRefund}.
 *
 * @param amount what goes back, in major units
 * @param done whether the provider has given it back already
 * @param version of the payment
 */
public record RefundReceipt(RefundId refundId, BigDecimal amount, Currency currency, boolean done, long version) {}
