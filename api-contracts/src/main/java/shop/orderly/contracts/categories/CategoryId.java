package shop.orderly.contracts.categories;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The id of a category: a positive number, given by category-query's database. */
public record CategoryId(@JsonValue long value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CategoryId {
        if (value < 1) {
            throw new IllegalArgumentException("A category id is a positive number, not " + value);
        }
    }

    /** The id under which this category's events are stored and keyed: {@code category-<number>}. */
    public String streamId() {
        return "category-" + value;
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
