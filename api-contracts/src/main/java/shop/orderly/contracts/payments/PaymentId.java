package shop.orderly.contracts.payments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The id of a payment: a UUIDv7 as text, made when its order is placed; the provider's idempotency key. */
public record PaymentId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PaymentId {
        if (value.isBlank() || value.length() > 100) {
            throw new IllegalArgumentException("Not an id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
