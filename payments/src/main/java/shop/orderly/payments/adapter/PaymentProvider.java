package shop.orderly.payments.adapter;

import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Money;

/**
 * Whoever moves the money. Every call carries a key of ours and may be repeated: the same key never moves money twice
 * and in the end always gets the same answer. Calls are made outside any database transaction.
 */
public interface PaymentProvider {

    /**
     * Captures an amount, or says what became of it when the key was used before.
     *
     * @param key also the provider's idempotency key
     * @param paymentMethod the provider's token
     * @throws ProviderTimeoutException if no answer came in time: the money may or may not have moved
     * @throws ProviderUnavailableException if the provider could not be asked: nothing has moved
     */
    ProviderAnswer capture(PaymentId key, Money amount, String paymentMethod);

    /**
     * Makes sure that a key is not captured, unless it was already. A key that was never seen can never be captured
     * after this.
     *
     * @throws ProviderTimeoutException if no answer came in time
     * @throws ProviderUnavailableException if the provider could not be asked
     */
    ProviderAnswer voidCapture(PaymentId key);

    /**
     * Gives a part or all of a capture back.
     *
     * @param key names this refund
     * @param capture the key of the capture
     * @return the provider's own id of the refund
     * @throws ProviderTimeoutException if no answer came in time: the money may or may not have moved
     * @throws ProviderUnavailableException if the provider could not be asked: nothing has moved
     * @throws ProviderRefusedException if the provider says no: nothing has moved
     */
    String refund(String key, PaymentId capture, Money amount);
}
