package shop.orderly.products.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.products.api.FindProductById;
import shop.orderly.products.api.ListProducts;
import shop.orderly.products.api.Position;
import shop.orderly.products.api.ProductPage;
import shop.orderly.products.api.ProductSort;
import shop.orderly.products.api.ProductView;

/** Answers questions about products from the product view's rows. */
@Component
class ProductQueries {

    private record Found(ProductView product, Position position) {}

    private final JdbcClient jdbc;

    ProductQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    Optional<ProductView> handle(FindProductById query) {
        return jdbc.sql(ProductRows.SELECT + ProductRows.FROM + "WHERE p.product_id = ?")
                .param(query.productId().value())
                .query((row, number) -> ProductRows.view(row))
                .optional();
    }

    @QueryHandler
    ProductPage handle(ListProducts query) {
        var search = ProductSearch.of(query);
        var found = jdbc.sql(search.sql())
                .params(search.parameters())
                .query((row, number) -> new Found(ProductRows.view(row), position(row, query.sort())))
                .list();
        var page = found.subList(0, Math.min(found.size(), query.limit()));
        return new ProductPage(
                page.stream().map(Found::product).toList(),
                found.size() > query.limit() ? page.getLast().position() : null);
    }

    private static Position position(ResultSet row, ProductSort sort) throws SQLException {
        var key = new ArrayList<Object>();
        for (var column : ProductSearch.keyColumns(sort)) {
            key.add(
                    switch (column) {
                        case "created_at" ->
                            row.getObject(column, OffsetDateTime.class).toInstant();
                        case "final_price", "rank" -> row.getLong(column);
                        default -> row.getString(column);
                    });
        }
        return new Position(key);
    }
}
