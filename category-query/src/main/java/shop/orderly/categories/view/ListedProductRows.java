package shop.orderly.categories.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import shop.orderly.categories.api.ListedProduct;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Money;

/**
 * The rows of products by category and the statements that change them.
 */
final class ListedProductRows {

    static final String DESCRIBE = """
            INSERT INTO categories.product_view AS seen
                (product_id, category_id, name, store, image_urls, details_version)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (product_id) DO UPDATE SET category_id = excluded.category_id, name = excluded.name,
                store = excluded.store, image_urls = excluded.image_urls, details_version = excluded.details_version
            WHERE seen.details_version < excluded.details_version""";

    static final String PRICE = """
            INSERT INTO categories.product_view AS seen
                (product_id, price, discount, final_price, currency, price_version)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (product_id) DO UPDATE SET price = excluded.price, discount = excluded.discount,
                final_price = excluded.final_price, currency = excluded.currency, price_version = excluded.price_version
            WHERE seen.price_version < excluded.price_version""";

    static final String DISCONTINUE = """
            INSERT INTO categories.product_view AS seen (product_id, discontinued_version)
            VALUES (?, ?)
            ON CONFLICT (product_id) DO UPDATE SET discontinued_version = excluded.discontinued_version
            WHERE seen.discontinued_version < excluded.discontinued_version""";

    static final String COUNT = "SELECT count(*) FROM categories.product_view WHERE listed AND category_id = ?";

    static final String LIST = """
            SELECT product_id, category_id, name, store, image_urls, price, discount, final_price, currency,
                greatest(details_version, price_version) AS version
            FROM categories.product_view
            WHERE listed AND category_id = :category""";

    private ListedProductRows() {}

    static ListedProduct product(ResultSet row) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        return new ListedProduct(
                new ProductId(row.getString("product_id")),
                row.getString("name"),
                new Money(row.getLong("price"), currency),
                row.getInt("discount"),
                new Money(row.getLong("final_price"), currency),
                row.getString("store"),
                List.of((String[]) row.getArray("image_urls").getArray()),
                new CategoryId(row.getLong("category_id")),
                row.getLong("version"));
    }
}
