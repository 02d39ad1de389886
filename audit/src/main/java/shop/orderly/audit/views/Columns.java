package shop.orderly.audit.views;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;
import shop.orderly.contracts.shared.Money;
import tools.jackson.databind.JsonNode;

/** Values as the database shows them as text. */
final class Columns {
    /** Stands for a value that cannot be told from the event. */
    static final String ANYTHING = "\u0000anything";

    private static final String BETWEEN_URLS = "\u001F";

    private Columns() {}

    static List<@Nullable String> row(@Nullable Object... values) {
        var row = new ArrayList<@Nullable String>();
        for (var value : values) {
            row.add(text(value));
        }
        return Collections.unmodifiableList(row);
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Boolean yes) {
            return yes ? "t" : "f";
        }
        return value instanceof BigDecimal amount ? plain(amount) : value.toString();
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    static String urls(Event event) {
        var urls = new ArrayList<String>();
        for (JsonNode url : event.payload().path("image_urls")) {
            urls.add(url.asString());
        }
        return String.join(BETWEEN_URLS, urls);
    }

    /** The price of one unit before discount. The first events named no currency and meant dollars. */
    static Money price(Event event) {
        var currency = event.optional("currency");
        return Money.ofMajor(
                event.amount("price"), currency == null ? Money.DEFAULT_CURRENCY : Currency.getInstance(currency));
    }

    static int discount(Event event) {
        return (int) event.number("discount");
    }
}
