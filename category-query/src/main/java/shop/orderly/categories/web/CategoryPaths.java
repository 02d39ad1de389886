package shop.orderly.categories.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.platform.web.Cursor;

/** Reads the category that a path names, and the place in its list that a cursor names. */
final class CategoryPaths {

    private static final Pattern PRODUCT = Pattern.compile("[^\\s\\p{Cntrl}]{1,100}");

    private CategoryPaths() {}

    /** @throws RefusedException {@code category_not_found} for a number that no category can have */
    static CategoryId category(long number) {
        if (number < 1) {
            throw unknown();
        }
        return new CategoryId(number);
    }

    /** @throws RefusedException {@code invalid_cursor} if this cursor is not one of this category's list */
    static @Nullable ProductId after(long categoryNumber, @Nullable String cursor) {
        var values = Cursor.decode(cursor, 2);
        if (values == null) {
            return null;
        }
        var product = values.text(1);
        if (values.number(0) != categoryNumber || !PRODUCT.matcher(product).matches()) {
            throw Refusal.invalid("invalid_cursor", "Take the cursor from next_cursor of this list's page before.")
                    .exception();
        }
        return new ProductId(product);
    }

    static RefusedException unknown() {
        return Refusal.notFound("category_not_found", "There is no such category.")
                .exception();
    }
}
