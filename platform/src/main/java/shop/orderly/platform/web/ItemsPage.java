package shop.orderly.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list: {@code {"items":[…],"next_cursor":…}}.
 *
 * @param nextCursor opaque, for the {@code cursor} parameter of the next call; null on the last page
 */
public record ItemsPage<T>(List<T> items, @Nullable String nextCursor) {

    public ItemsPage {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of rows that were read with {@code limit + 1}: the extra row only tells that there is more.
     *
     * @param cursorOf the cursor that continues after a given row
     */
    public static <T> ItemsPage<T> of(List<T> rowsAndOneMore, int limit, Function<T, String> cursorOf) {
        if (rowsAndOneMore.size() <= limit) {
            return new ItemsPage<>(rowsAndOneMore, null);
        }
        return new ItemsPage<>(rowsAndOneMore.subList(0, limit), cursorOf.apply(rowsAndOneMore.get(limit - 1)));
    }
}
