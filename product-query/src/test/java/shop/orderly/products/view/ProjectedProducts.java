package shop.orderly.products.view;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.categories.CategoryCreated;
import shop.orderly.contracts.categories.CategoryDeleted;
import shop.orderly.contracts.categories.CategoryRevised;
import shop.orderly.contracts.inventory.StockEvent;
import shop.orderly.products.view.Story.Told;

/** The projection on a database of its own, fed by hand. */
final class ProjectedProducts {

    final DataSource database = TestRows.migratedDatabase();
    final JdbcTemplate jdbc = new JdbcTemplate(database);
    final ProductQueries queries = new ProductQueries(JdbcClient.create(database));
    private final ProductViewProjection projection = new ProductViewProjection();

    void feed(Story story) {
        feed(story.told(), 10);
    }

    void feed(List<Told> events, int batchSize) {
        var rows = new TestRows(database);
        for (var i = 0; i < events.size(); i++) {
            handle(events.get(i), rows);
            if ((i + 1) % batchSize == 0) {
                rows.commit();
            }
        }
        rows.commit();
    }

    void reset() {
        JdbcClient.create(database)
                .sql("TRUNCATE products.product_view, products.stock_view, products.category_view")
                .update();
    }

    /** Every row of every table. */
    List<Map<String, Object>> rows() {
        var all = jdbc.queryForList("SELECT * FROM products.product_view ORDER BY product_id");
        all.addAll(jdbc.queryForList("SELECT * FROM products.stock_view ORDER BY product_id"));
        all.addAll(jdbc.queryForList("SELECT * FROM products.category_view ORDER BY category_id"));
        all.forEach(row -> row.replaceAll((column, value) -> String.valueOf(value)));
        return all;
    }

    private void handle(Told told, TestRows rows) {
        var version = told.version();
        var at = told.at();
        switch (told.event()) {
            case ProductCreated event -> projection.on(event, version, at, rows);
            case ProductRevised event -> projection.on(event, version, at, rows);
            case ProductRepriced event -> projection.on(event, version, at, rows);
            case ProductDiscontinued event -> projection.on(event, version, at, rows);
            case StockEvent event -> projection.on(event, version, at, rows);
            case CategoryCreated event -> projection.on(event, version, rows);
            case CategoryRevised event -> projection.on(event, version, rows);
            case CategoryDeleted event -> projection.on(event, version, rows);
            default -> throw new IllegalArgumentException("No handler for " + told);
        }
    }
}
