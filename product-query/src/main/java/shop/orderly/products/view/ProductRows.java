package shop.orderly.products.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.users.UserId;
import shop.orderly.products.api.ProductStatus;
import shop.orderly.products.api.ProductView;
import shop.orderly.products.api.StockLevel;

/**
 * The rows of the product view and the statements that change them.
 */
final class ProductRows {

    static final String CREATE = """
            INSERT INTO products.product_view (product_id, merchant_id, name, description, store, image_urls,
                category_id, price, discount, final_price, currency, status, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, 'ACTIVE', ?, ?, ?)
            ON CONFLICT (product_id) DO NOTHING""";

    static final String REVISE = """
            UPDATE products.product_view SET name = ?, description = ?, store = ?, image_urls = ?, category_id = ?,
                version = ?, updated_at = ?
            WHERE product_id = ? AND version < ?""";

    static final String REPRICE = """
            UPDATE products.product_view SET price = ?, discount = ?, final_price = ?, currency = ?,
                version = ?, updated_at = ?
            WHERE product_id = ? AND version < ?""";

    static final String DISCONTINUE = """
            UPDATE products.product_view SET status = 'DISCONTINUED', version = ?, updated_at = ?
            WHERE product_id = ? AND version < ?""";

    static final String STOCK = """
            INSERT INTO products.stock_view AS seen (product_id, on_hand, reserved, version, updated_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (product_id) DO UPDATE SET on_hand = excluded.on_hand, reserved = excluded.reserved,
                version = excluded.version, updated_at = excluded.updated_at
            WHERE seen.version < excluded.version""";

    static final String CATEGORY = """
            INSERT INTO products.category_view AS seen (category_id, name, version)
            VALUES (?, ?, ?)
            ON CONFLICT (category_id) DO UPDATE SET name = excluded.name, version = excluded.version
            WHERE seen.version < excluded.version""";

    static final String SELECT = """
            SELECT p.product_id, p.merchant_id, p.name, p.description, p.store, p.image_urls, p.category_id,
                c.name AS category_name, p.price, p.discount, p.final_price, p.currency, p.status, p.version,
                p.created_at, greatest(p.updated_at, s.updated_at) AS updated_at, p.name_key,
                coalesce(s.on_hand, 0) AS on_hand, coalesce(s.reserved, 0) AS reserved,
                coalesce(s.version, -1) AS stock_version
            """;

    static final String FROM = """
            FROM products.product_view p
            LEFT JOIN products.stock_view s ON s.product_id = p.product_id
            LEFT JOIN products.category_view c ON c.category_id = p.category_id
            """;

    private ProductRows() {}

    static ProductView view(ResultSet row) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        return new ProductView(
                new ProductId(row.getString("product_id")),
                new UserId(row.getString("merchant_id")),
                row.getString("name"),
                row.getString("description"),
                new Money(row.getLong("price"), currency),
                row.getInt("discount"),
                new Money(row.getLong("final_price"), currency),
                row.getString("store"),
                List.of((String[]) row.getArray("image_urls").getArray()),
                categoryId(row.getLong("category_id")),
                row.getString("category_name"),
                new StockLevel(row.getInt("on_hand"), row.getInt("reserved"), row.getLong("stock_version")),
                ProductStatus.valueOf(row.getString("status")),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static @Nullable CategoryId categoryId(long valueOrZero) {
        return valueOrZero == 0 ? null : new CategoryId(valueOrZero);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
