package shop.orderly.contracts.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The id of a product: a UUIDv7 as text, made once by the endpoint that creates it. */
public record ProductId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ProductId {
        if (value.isBlank() || value.length() > 100) {
            throw new IllegalArgumentException("Not an id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
