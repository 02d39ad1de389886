package shop.orderly.products.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.platform.web.Cursor;
import shop.orderly.products.api.ListProducts;
import shop.orderly.products.api.Position;
import shop.orderly.products.api.ProductSort;
import shop.orderly.products.api.ProductStatus;

/** The parameters of a product list, checked and turned into the question that they ask. */
record ProductFilter(
        @Nullable String q,
        @Nullable Long categoryId,
        @Nullable String store,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        @Nullable Boolean inStock,
        @Nullable String currency,
        @Nullable String status,
        @Nullable String sort) {

    private static final int LONGEST_TEXT = 200;

    /** @throws shop.orderly.contracts.shared.RefusedException {@code validation_failed}, {@code invalid_cursor} */
    ListProducts question(@Nullable String cursor, int limit) {
        var problems = new Problems();
        var text = q == null || q.isBlank() ? null : q.strip();
        var order = problems.valueOf("sort", this::order, "must be newest, price, -price, name or relevance");
        var shown = problems.valueOf("status", this::shownStatus, "must be ACTIVE or DISCONTINUED");
        var coin = problems.valueOf("currency", () -> currencyOfPrices(order), "must be an ISO-4217 code such as USD");
        var category = problems.valueOf(
                "category_id",
                () -> categoryId == null ? null : new CategoryId(categoryId),
                "must be a positive number");
        var lowest = problems.valueOf("min_price", () -> minor(minPrice, coin), PRICE);
        var highest = problems.valueOf("max_price", () -> minor(maxPrice, coin), PRICE);
        problems.check("q", () -> isPlain(text), "must have at most 200 characters, none of them control characters");
        problems.check(
                "store", () -> isPlain(store), "must have at most 200 characters, none of them control characters");
        problems.check("limit", () -> limit >= 1 && limit <= 100, "must be between 1 and 100");
        problems.check("sort", () -> order != ProductSort.RELEVANCE || text != null, "relevance needs a text in q");
        problems.check(
                "max_price",
                () -> lowest == null || highest == null || lowest <= highest,
                "must not be below min_price");
        problems.refuseIfAny();
        var sorted = Objects.requireNonNull(order);
        return new ListProducts(
                text,
                category,
                store,
                coin,
                lowest,
                highest,
                inStock,
                Objects.requireNonNull(shown),
                sorted,
                position(sorted, cursor),
                limit);
    }

    /** The cursor of a page of this list: it continues this list only. */
    @Nullable String cursor(ProductSort order, @Nullable Position next) {
        if (next == null) {
            return null;
        }
        var values = new ArrayList<Object>(next.key());
        values.addFirst(fingerprint(order));
        return Cursor.encode(values.toArray());
    }

    private @Nullable Position position(ProductSort order, @Nullable String cursor) {
        var values = Cursor.decode(cursor, Position.SIZE + 1);
        if (values == null) {
            return null;
        }
        try {
            if (values.text(0).equals(fingerprint(order))
                    && values.values().stream().allMatch(ProductFilter::isPlain)) {
                return Position.parse(
                        order, values.values().subList(1, values.values().size()));
            }
        } catch (IllegalArgumentException e) {
            throw invalidCursor();
        }
        throw invalidCursor();
    }

    private static RuntimeException invalidCursor() {
        return Refusal.invalid(
                        "invalid_cursor",
                        "Take the cursor from next_cursor of the page before, with the same filters and sort.")
                .exception();
    }

    private String fingerprint(ProductSort order) {
        return Integer.toHexString(Objects.hash(
                q == null ? null : q.strip(),
                categoryId,
                store,
                minPrice == null ? null : minPrice.stripTrailingZeros(),
                maxPrice == null ? null : maxPrice.stripTrailingZeros(),
                inStock,
                currency,
                status,
                order.toString()));
    }

    private @Nullable ProductSort order() {
        if (sort == null) {
            return q == null || q.isBlank() ? ProductSort.NEWEST : ProductSort.RELEVANCE;
        }
        return ProductSort.of(sort).orElseThrow(IllegalArgumentException::new);
    }

    private ProductStatus shownStatus() {
        return status == null ? ProductStatus.ACTIVE : ProductStatus.valueOf(status);
    }

    private @Nullable Currency currencyOfPrices(@Nullable ProductSort order) {
        if (currency != null) {
            return Currency.getInstance(currency);
        }
        var comparesPrices = minPrice != null || maxPrice != null || (order != null && order.isByPrice());
        return comparesPrices ? Money.DEFAULT_CURRENCY : null;
    }

    private static final String PRICE = "must be an amount of at least 0 with no more decimals than the currency has";

    private static @Nullable Long minor(@Nullable BigDecimal major, @Nullable Currency coin) {
        if (major == null || coin == null) {
            return null;
        }
        if (major.signum() < 0 || major.precision() > 30) {
            throw new IllegalArgumentException("Not a price: " + major);
        }
        return Money.ofMajor(major, coin).minor();
    }

    private static boolean isPlain(@Nullable String text) {
        return text == null || (text.length() <= LONGEST_TEXT && text.chars().noneMatch(Character::isISOControl));
    }
}
