package shop.orderly.contracts.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Who caused a fact, as {@code <kind>:<id>}: {@code customer:0198…}, {@code merchant:…}, {@code ops:…},
 * {@code system:fulfilment}. Ids are opaque; names and addresses never appear here.
 */
public record Actor(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Actor {
        if (value.isBlank() || value.indexOf(':') < 1) {
            throw new IllegalArgumentException("An actor reads <kind>:<id>, not '" + value + "'");
        }
    }

    public static Actor of(String kind, Object id) {
        return new Actor(kind + ":" + id);
    }

    public static Actor system(String name) {
        return of("system", name);
    }

    /** What kind of actor it is: a role, or {@code system}. */
    public String kind() {
        return value.substring(0, value.indexOf(':'));
    }

    /** Who of that kind: a user id, or the name of a part of the system. */
    public String id() {
        return value.substring(value.indexOf(':') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
