package shop.orderly.products.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import shop.orderly.products.api.ListProducts;
import shop.orderly.products.api.Position;
import shop.orderly.products.api.ProductSort;

/**
 * One list query as SQL: its conditions, its order, and the place where its page begins. Whatever the caller gave is a
 * parameter; the status alone is written out, since the indexes are on products of one status.
 */
final class ProductSearch {

    private static final Pattern OPERATORS = Pattern.compile("\"|(^|\\s)-|(?i)\\bor\\b");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int MOST_PREFIXES = 8;

    private final Map<String, Object> parameters = new HashMap<>();
    private final StringBuilder sql = new StringBuilder();

    private ProductSearch() {}

    /** Reads one row more than the page has, to know whether there is another page. */
    static ProductSearch of(ListProducts query) {
        var search = new ProductSearch();
        search.build(query);
        return search;
    }

    String sql() {
        return sql.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void build(ListProducts query) {
        sql.append(ProductRows.SELECT);
        if (query.text() != null) {
            sql.append(", ").append(rank()).append(" AS rank\n");
        }
        sql.append(ProductRows.FROM);
        sql.append("WHERE p.status = '").append(query.status().name()).append('\'');
        conditions(query);
        if (query.after() != null) {
            after(query.sort(), query.after());
        }
        sql.append("\nORDER BY ").append(order(query.sort())).append("\nLIMIT :limit");
        parameters.put("limit", query.limit() + 1);
    }

    private void conditions(ListProducts query) {
        if (query.text() != null) {
            and("p.search @@ " + wanted(query.text()));
        }
        if (query.categoryId() != null) {
            and("p.category_id = :category", "category", query.categoryId().value());
        }
        if (query.store() != null) {
            and("p.store = :store", "store", query.store());
        }
        if (query.currency() != null) {
            and("p.currency = :currency", "currency", query.currency().getCurrencyCode());
        }
        if (query.minPrice() != null) {
            and("p.final_price >= :lowest", "lowest", query.minPrice());
        }
        if (query.maxPrice() != null) {
            and("p.final_price <= :highest", "highest", query.maxPrice());
        }
        if (query.inStock() != null) {
            and(query.inStock() ? "s.available > 0" : "coalesce(s.available, 0) <= 0");
        }
    }

    /** What a text asks for; a text without operators also asks for names whose words begin as its words do. */
    private String wanted(String text) {
        parameters.put("text", text);
        var web = "websearch_to_tsquery('english', :text) || websearch_to_tsquery('simple', :text)";
        var beginnings = OPERATORS.matcher(text).find() ? "" : beginnings(text);
        if (beginnings.isEmpty()) {
            return "(" + web + ")";
        }
        parameters.put("beginnings", beginnings);
        return "(" + web + " || to_tsquery('simple', :beginnings))";
    }

    private static String beginnings(String text) {
        return Arrays.stream(BETWEEN_WORDS.split(text))
                .filter(word -> !word.isEmpty())
                .limit(MOST_PREFIXES)
                .map(word -> word + ":*A")
                .collect(Collectors.joining(" & "));
    }

    /** A whole number, so that a cursor repeats it exactly. */
    private static String rank() {
        return "CAST(ts_rank(p.search, websearch_to_tsquery('english', :text) || websearch_to_tsquery('simple', :text))"
                + " * 1000000 AS bigint)";
    }

    private static String order(ProductSort sort) {
        return switch (sort) {
            case NEWEST -> "p.created_at DESC, p.product_id DESC";
            case PRICE -> "p.final_price, p.product_id";
            case PRICE_DESCENDING -> "p.final_price DESC, p.product_id DESC";
            case NAME -> "p.name_key, p.product_id";
            case RELEVANCE -> "rank DESC, p.product_id DESC";
        };
    }

    private void after(ProductSort sort, Position position) {
        var key = position.key();
        for (var i = 0; i < key.size(); i++) {
            parameters.put("after" + i, key.get(i) instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : key.get(i));
        }
        and(
                switch (sort) {
                    case NEWEST -> "(p.created_at, p.product_id) < (:after0, :after1)";
                    case PRICE -> "(p.final_price, p.product_id) > (:after0, :after1)";
                    case PRICE_DESCENDING -> "(p.final_price, p.product_id) < (:after0, :after1)";
                    case NAME -> "(p.name_key, p.product_id) > (:after0, :after1)";
                    case RELEVANCE -> "(" + rank() + ", p.product_id) < (:after0, :after1)";
                });
    }

    private void and(String condition) {
        sql.append("\n    AND ").append(condition);
    }

    private void and(String condition, String name, Object value) {
        and(condition);
        parameters.put(name, value);
    }

    /** The columns that make a row's position in an order. */
    static List<String> keyColumns(ProductSort sort) {
        return switch (sort) {
            case NEWEST -> List.of("created_at", "product_id");
            case PRICE, PRICE_DESCENDING -> List.of("final_price", "product_id");
            case NAME -> List.of("name_key", "product_id");
            case RELEVANCE -> List.of("rank", "product_id");
        };
    }
}
