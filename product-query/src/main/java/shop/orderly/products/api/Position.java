package shop.orderly.products.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * The place in a sorted list right after one product.
 *
 * @param key the sort key's values of that product, its id last: instants, longs and strings
 */
public record Position(List<Object> key) {

    public Position {
        key = List.copyOf(key);
    }

    /** How many values a key has. */
    public static final int SIZE = 2;

    /**
     * Reads a key back from the texts of its values.
     *
     * @throws IllegalArgumentException if they are not values of a key of this order
     */
    public static Position parse(ProductSort sort, List<String> texts) {
        if (texts.size() != SIZE) {
            throw new IllegalArgumentException("Not a position in this order: " + texts);
        }
        return new Position(
                switch (sort) {
                    case NEWEST -> List.of(instant(texts.get(0)), texts.get(1));
                    case NAME -> List.of(texts.get(0), texts.get(1));
                    case PRICE, PRICE_DESCENDING, RELEVANCE -> List.of(Long.valueOf(texts.get(0)), texts.get(1));
                });
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Not an instant: " + text, e);
        }
    }
}
