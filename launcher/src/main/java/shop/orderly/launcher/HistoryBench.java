package shop.orderly.launcher;

import java.sql.DriverManager;
import java.sql.SQLException;
import shop.orderly.launcher.client.Problem;

/** Gives product-query a long history at once: what its inbox would have stored of many products, five events each. */
final class HistoryBench {
    private static final int CHUNK = 10_000;
    private static final int EVENTS = 5;
    private static final String APPEND = """
            INSERT INTO domain_event (era, aggregate_type, aggregate_identifier, sequence_number, event_identifier, type,
                                      revision, payload, metadata, time_stamp)
            SELECT (SELECT max(era) FROM event_era), event.aggregate, event.prefix || product.id, event.sequence,
                   product.id || '-' || event.place, event.type, event.revision,
                   convert_to((event.payload || jsonb_build_object('product_id', product.id))::text, 'UTF8'),
                   convert_to('{}', 'UTF8'), now()
            FROM (SELECT n, '0198c0de-0000-7000-9000-' || lpad(to_hex(n), 12, '0') AS id
                  FROM generate_series(?, ?) n) product
            CROSS JOIN LATERAL (VALUES
                (1, 'Product', '', 0, 'product.created', 2, jsonb_build_object(
                    'merchant_id', '0198c0de-0000-7000-8000-000000000001', 'name', 'Product ' || n,
                    'description', 'Number ' || n || ' of a long history', 'price', n % 1000, 'currency', 'USD',
                    'discount', n % 50, 'store', 'Store ' || n % 100, 'image_urls', '[]'::jsonb,
                    'category_id', 1 + n % 20, 'initial_stock', 0)),
                (2, 'Product', '', 1, 'product.repriced', 1, jsonb_build_object(
                    'price', n % 900, 'currency', 'USD', 'discount', 0)),
                (3, 'Product', '', 2, 'product.revised', 1, jsonb_build_object(
                    'name', 'Renamed ' || n, 'description', 'Now better', 'store', 'Store ' || n % 100,
                    'image_urls', '[]'::jsonb, 'category_id', 1 + n % 20)),
                (4, 'StockItem', 'stock-', 0, 'stock.received', 1, jsonb_build_object(
                    'change_id', 'a', 'quantity', 5, 'reference', 'delivery', 'on_hand', 5, 'reserved', 0)),
                (5, 'StockItem', 'stock-', 1, 'stock.received', 1, jsonb_build_object(
                    'change_id', 'b', 'quantity', 5, 'reference', 'delivery', 'on_hand', 10, 'reserved', 0))
            ) event (place, aggregate, prefix, sequence, type, revision, payload)
            ORDER BY n, place
            ON CONFLICT DO NOTHING
            """;

    private HistoryBench() {}

    /**
     * Appends a history, in transactions of 50 000 events.
     *
     * @param events how many, rounded up to whole products
     */
    static void append(Ports ports, Secrets secrets, int events) {
        var url = Databases.url(ports.of(Shop.POSTGRES), "product_query_db");
        var products = (events + EVENTS - 1) / EVENTS;
        try (var connection =
                        DriverManager.getConnection(url, Databases.SUPERUSER, secrets.known(Databases.SUPERUSER));
                var statement = connection.prepareStatement(APPEND)) {
            for (var first = 1; first <= products; first += CHUNK) {
                statement.setInt(1, first);
                statement.setInt(2, Math.min(first + CHUNK - 1, products));
                statement.executeUpdate();
            }
        } catch (SQLException e) {
            throw new Problem("Cannot write the history: " + e.getMessage(), e);
        }
    }
}
