package shop.orderly.platform.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.orderly.contracts.shared.RefusedException;

class CursorTest {

    @Test
    void givesBackWhatItWasMadeOf() {
        var cursor = requireNonNull(Cursor.decode(Cursor.encode(new BigDecimal("19.990"), "naïve, \"id\"", 7L), 3));

        assertThat(cursor.decimal(0)).isEqualTo(new BigDecimal("19.990"));
        assertThat(cursor.text(1)).isEqualTo("naïve, \"id\"");
        assertThat(cursor.number(2)).isEqualTo(7);
    }

    @Test
    void isAbsentOnTheFirstPage() {
        assertThat(Cursor.decode(null, 2)).isNull();
        assertThat(Cursor.decode("", 2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "AAAA", "bm9ib2R5"})
    void refusesWhatItDidNotMake(String cursor) {
        assertThatThrownBy(() -> Cursor.decode(cursor, 2))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("invalid_cursor");
    }

    @Test
    void refusesAnIdThatIsNone() {
        var cursor = requireNonNull(Cursor.decode(Cursor.encode(" "), 1));
        assertThatThrownBy(() -> cursor.read(0, CursorTest::id))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("invalid_cursor");
    }

    private static String id(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return text;
    }

    @Test
    void pagesEndWithoutACursor() {
        assertThat(ItemsPage.of(List.of("a", "b"), 2, Cursor::encode).nextCursor())
                .isNull();

        var page = ItemsPage.of(List.of("a", "b", "c"), 2, Cursor::encode);
        assertThat(page.items()).containsExactly("a", "b");
        assertThat(requireNonNull(Cursor.decode(page.nextCursor(), 1)).text(0)).isEqualTo("b");
    }
}
