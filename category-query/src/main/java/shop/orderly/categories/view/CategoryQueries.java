package shop.orderly.categories.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.categories.api.CategoryView;
import shop.orderly.categories.api.FindCategoryById;
import shop.orderly.categories.api.ListCategories;
import shop.orderly.categories.api.ListProductsOfCategory;
import shop.orderly.categories.api.ListedProduct;
import shop.orderly.categories.api.ProductCounts;
import shop.orderly.contracts.categories.CategoryId;

/** Answers questions about categories and their products from rows; a category's own row is always the newest. */
@Component
class CategoryQueries implements ProductCounts {

    private static final String CATEGORY = """
            SELECT c.id, c.name, c.description, c.version, c.created_at, c.updated_at,
                (SELECT count(*) FROM categories.product_view p WHERE p.listed AND p.category_id = c.id) AS products
            FROM categories.category c
            """;

    private final JdbcClient jdbc;

    CategoryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    Optional<CategoryView> handle(FindCategoryById query) {
        return jdbc.sql(CATEGORY + "WHERE c.id = ?")
                .param(query.categoryId().value())
                .query((row, number) -> category(row))
                .optional();
    }

    @QueryHandler
    List<CategoryView> handle(ListCategories query) {
        return jdbc.sql(CATEGORY + "WHERE c.id > ? ORDER BY c.id LIMIT ?")
                .params(query.afterId(), query.limit() + 1)
                .query((row, number) -> category(row))
                .list();
    }

    @QueryHandler
    List<ListedProduct> handle(ListProductsOfCategory query) {
        var after = query.after();
        var sql = jdbc.sql(ListedProductRows.LIST
                        + (after == null ? "" : " AND product_id < :after")
                        + " ORDER BY product_id DESC LIMIT :limit")
                .param("category", query.categoryId().value())
                .param("limit", query.limit() + 1);
        return (after == null ? sql : sql.param("after", after.value()))
                .query((row, number) -> ListedProductRows.product(row))
                .list();
    }

    @Override
    public long in(CategoryId category) {
        return jdbc.sql(ListedProductRows.COUNT)
                .param(category.value())
                .query(Long.class)
                .single();
    }

    private static CategoryView category(ResultSet row) throws SQLException {
        return new CategoryView(
                new CategoryId(row.getLong("id")),
                row.getString("name"),
                row.getString("description"),
                row.getLong("products"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
