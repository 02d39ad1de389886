package shop.orderly.contracts.orders;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The id of an order: a UUIDv7 as text, made once by the endpoint that accepts it. */
public record OrderId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OrderId {
        if (value.isBlank() || value.length() > 100) {
            throw new IllegalArgumentException("Not an id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
