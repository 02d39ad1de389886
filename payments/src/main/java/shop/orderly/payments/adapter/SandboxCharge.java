package shop.orderly.payments.adapter;

import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Money;

/**
 * What the sandbox remembers of one capture key.
 *
 * @param amount null if the key was only ever voided
 * @param settlesAt when a pending charge will be captured
 * @param calls how often the key was asked to be captured, this time included
 */
record SandboxCharge(
        PaymentId key,
        @Nullable Money amount,
        String paymentMethod,
        State state,
        @Nullable String reason,
        @Nullable Instant settlesAt,
        int calls) {

    enum State {
        NEW,
        PENDING,
        CAPTURED,
        DECLINED,
        VOIDED
    }

    SandboxToken token() {
        return SandboxToken.of(paymentMethod);
    }

    boolean settlesBy(Instant now) {
        return state == State.PENDING && settlesAt != null && !settlesAt.isAfter(now);
    }

    String reference() {
        return "sandbox-" + key;
    }

    static @Nullable Money money(@Nullable Long minor, @Nullable String currency) {
        return minor == null || currency == null ? null : new Money(minor, Currency.getInstance(currency));
    }
}
