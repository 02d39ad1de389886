package shop.orderly.platform.web;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.shared.Refusal;

/**
 * The position after the last row of a page, as an opaque text for the client: the sort key's values, in order.
 *
 * @param values the texts of the sort key's values
 */
public record Cursor(List<String> values) {

    private static final char BETWEEN = '\u001f';

    public Cursor {
        values = List.copyOf(values);
    }

    /** The opaque text of a sort key; its values' {@code toString} must tell them apart. */
    public static String encode(Object... key) {
        var joined = String.join(
                String.valueOf(BETWEEN),
                Arrays.stream(key).map(Objects::toString).toList());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a cursor that {@link #encode} made.
     *
     * @param cursor null for the first page
     * @param size how many values the sort key has
     * @return null for the first page
     * @throws shop.orderly.contracts.shared.RefusedException {@code invalid_cursor}
     */
    public static @Nullable Cursor decode(@Nullable String cursor, int size) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var values = Arrays.asList(text.split(String.valueOf(BETWEEN), -1));
            if (values.size() == size && text.indexOf('\0') < 0) {
                return new Cursor(values);
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    public String text(int index) {
        return values.get(index);
    }

    /** @throws shop.orderly.contracts.shared.RefusedException {@code invalid_cursor} */
    public long number(int index) {
        return read(index, Long::parseLong);
    }

    /** @throws shop.orderly.contracts.shared.RefusedException {@code invalid_cursor} */
    public BigDecimal decimal(int index) {
        return read(index, BigDecimal::new);
    }

    /**
     * A value as an id or another type.
     *
     * @param reading throws IllegalArgumentException for a text that is none
     * @throws shop.orderly.contracts.shared.RefusedException {@code invalid_cursor}
     */
    public <T> T read(int index, Function<String, T> reading) {
        try {
            return reading.apply(values.get(index));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static RuntimeException invalid() {
        return Refusal.invalid("invalid_cursor", "Take the cursor from next_cursor of the page before, unchanged.")
                .exception();
    }
}
