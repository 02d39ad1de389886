package shop.orderly.contracts.users;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The id of a user: a UUIDv7 as text; the subject of the user's tokens. */
public record UserId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        if (value.isBlank() || value.length() > 100) {
            throw new IllegalArgumentException("Not an id: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
