package shop.orderly.contracts.payments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The id of one refund of a payment, made once by whoever asks for it; repeating it changes nothing. */
public record RefundId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RefundId {
        if (value.isBlank() || value.length() > 100) {
            throw new IllegalArgumentException("Not an id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
