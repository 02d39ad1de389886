package shop.orderly.inventory.view;

import java.util.Optional;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.inventory.StockEvent;
import shop.orderly.contracts.inventory.StockOpened;
import shop.orderly.contracts.users.UserId;
import shop.orderly.inventory.api.FindStockByProduct;
import shop.orderly.inventory.api.StockView;
import shop.orderly.platform.processing.RowBatch;

/** Keeps one row of levels per product. Every stock event carries the levels after it, so the newest one wins. */
@Component
@ProcessingGroup("stock-level")
class StockLevelProjection {

    private static final String OPEN = """
            INSERT INTO inventory.stock_level (product_id, merchant_id, on_hand, reserved, version)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT (product_id) DO NOTHING""";
    private static final String MOVE = """
            UPDATE inventory.stock_level SET on_hand = ?, reserved = ?, version = ?
            WHERE product_id = ? AND version < ?""";

    private final JdbcClient jdbc;

    StockLevelProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(StockOpened event, @SequenceNumber long version, RowBatch rows) {
        rows.add(OPEN, event.productId(), event.merchantId(), event.onHand(), event.reserved(), version);
    }

    @EventHandler
    void on(StockEvent event, @SequenceNumber long version, RowBatch rows) {
        rows.add(MOVE, event.onHand(), event.reserved(), version, event.productId(), version);
    }

    @QueryHandler
    Optional<StockView> handle(FindStockByProduct query) {
        return jdbc.sql(
                        "SELECT merchant_id, on_hand, reserved, version FROM inventory.stock_level WHERE product_id = ?")
                .param(query.productId().value())
                .query((row, n) -> new StockView(
                        query.productId(),
                        new UserId(row.getString("merchant_id")),
                        row.getInt("on_hand"),
                        row.getInt("reserved"),
                        row.getLong("version")))
                .optional();
    }
}
