package shop.orderly.orders.view;

import java.util.Currency;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.orders.api.ListPrices;
import shop.orderly.orders.api.PriceView;
import shop.orderly.platform.processing.RowBatch;

/** Keeps what every product costs, and answers it. */
@Component
@ProcessingGroup("price-list")
class PriceListProjection {

    private static final String ADD = """
            INSERT INTO orders.price_list (product_id, name, price, currency, price_version, version)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (product_id) DO NOTHING""";
    private static final String REPRICE = """
            UPDATE orders.price_list SET price = ?, currency = ?, price_version = ?, version = ?
            WHERE product_id = ? AND version < ?""";
    private static final String RENAME =
            "UPDATE orders.price_list SET name = ?, version = ? WHERE product_id = ? AND version < ?";
    private static final String DISCONTINUE =
            "UPDATE orders.price_list SET discontinued = true, version = ? WHERE product_id = ? AND version < ?";

    private final JdbcClient jdbc;

    PriceListProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(ProductCreated event, @SequenceNumber long version, RowBatch rows) {
        var price = event.finalPrice();
        rows.add(ADD, event.productId(), event.name(), price.major(), price.currency(), version, version);
    }

    @EventHandler
    void on(ProductRepriced event, @SequenceNumber long version, RowBatch rows) {
        var price = event.finalPrice();
        rows.add(REPRICE, price.major(), price.currency(), version, version, event.productId(), version);
    }

    @EventHandler
    void on(ProductRevised event, @SequenceNumber long version, RowBatch rows) {
        rows.add(RENAME, event.name(), version, event.productId(), version);
    }

    @EventHandler
    void on(ProductDiscontinued event, @SequenceNumber long version, RowBatch rows) {
        rows.add(DISCONTINUE, version, event.productId(), version);
    }

    @QueryHandler
    List<PriceView> handle(ListPrices query) {
        return jdbc.sql("SELECT * FROM orders.price_list WHERE product_id IN (:ids)")
                .param("ids", query.products().stream().map(ProductId::value).toList())
                .query((row, number) -> new PriceView(
                        new ProductId(row.getString("product_id")),
                        row.getString("name"),
                        row.getBigDecimal("price"),
                        Currency.getInstance(row.getString("currency")),
                        row.getLong("price_version"),
                        row.getBoolean("discontinued")))
                .list();
    }
}
