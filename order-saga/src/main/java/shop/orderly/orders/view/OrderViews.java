package shop.orderly.orders.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.api.FindOrderById;
import shop.orderly.orders.api.ListOrders;
import shop.orderly.orders.api.ListTimeline;
import shop.orderly.orders.api.OrderView;
import shop.orderly.orders.api.StalledOrders;
import shop.orderly.orders.api.TimelineEntryView;

/** Answers questions from the rows that {@link OrderViewProjection} keeps. */
@Component
class OrderViews implements StalledOrders {

    private static final String FILTER = """
            WHERE (CAST(:owner AS text) IS NULL OR customer_id = :owner)
              AND (CAST(:status AS text) IS NULL OR status = :status)
              AND (CAST(:after AS text) IS NULL OR order_id < :after)""";

    private final JdbcClient jdbc;

    OrderViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    Optional<OrderView> handle(FindOrderById query) {
        return jdbc.sql("""
                SELECT * FROM orders.order_view
                WHERE order_id = :id AND (CAST(:owner AS text) IS NULL OR customer_id = :owner)""")
                .param("id", query.orderId().value())
                .param("owner", text(query.owner()))
                .query((row, number) -> view(row, items(List.of(query.orderId().value()))))
                .optional();
    }

    @QueryHandler
    List<OrderView> handle(ListOrders query) {
        var ids = jdbc.sql("SELECT order_id FROM orders.order_view " + FILTER + " ORDER BY order_id DESC LIMIT :limit")
                .param("owner", text(query.owner()))
                .param("status", text(query.status()))
                .param("after", text(query.after()))
                .param("limit", query.limit())
                .query(String.class)
                .list();
        if (ids.isEmpty()) {
            return List.of();
        }
        var items = items(ids);
        return jdbc.sql("SELECT * FROM orders.order_view WHERE order_id IN (:ids) ORDER BY order_id DESC")
                .param("ids", ids)
                .query((row, number) -> view(row, items))
                .list();
    }

    @QueryHandler
    List<TimelineEntryView> handle(ListTimeline query) {
        return jdbc.sql("""
                SELECT sequence, at, type, actor, detail FROM orders.order_timeline
                WHERE order_id = :id AND sequence > :after ORDER BY sequence""")
                .param("id", query.orderId().value())
                .param("after", query.after())
                .query((row, number) -> new TimelineEntryView(
                        row.getLong("sequence"),
                        instant(row, "at"),
                        row.getString("type"),
                        row.getString("actor"),
                        row.getString("detail")))
                .list();
    }

    @Override
    public List<OrderId> waitingSince(Instant since, @Nullable OrderId after, int limit) {
        return jdbc
                .sql("""
                SELECT order_id FROM orders.order_view
                WHERE unfinished AND updated_at < :since AND order_id > :after
                ORDER BY order_id LIMIT :limit""")
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("after", after == null ? "" : after.value())
                .param("limit", limit)
                .query(String.class)
                .list()
                .stream()
                .map(OrderId::new)
                .toList();
    }

    private Map<String, List<OrderView.Item>> items(Collection<String> orders) {
        return jdbc
                .sql("SELECT * FROM orders.order_line_view WHERE order_id IN (:ids) ORDER BY order_id, line")
                .param("ids", orders)
                .query((row, number) -> Map.entry(row.getString("order_id"), item(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static OrderView.Item item(ResultSet row) throws SQLException {
        return new OrderView.Item(
                new ProductId(row.getString("product_id")),
                row.getString("name"),
                row.getInt("quantity"),
                row.getBigDecimal("unit_price"));
    }

    private static OrderView view(ResultSet row, Map<String, List<OrderView.Item>> items) throws SQLException {
        var id = row.getString("order_id");
        return new OrderView(
                new OrderId(id),
                new UserId(row.getString("customer_id")),
                OrderStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                items.getOrDefault(id, List.of()),
                row.getBigDecimal("total"),
                Currency.getInstance(row.getString("currency")),
                row.getString("payment_method"),
                row.getBoolean("resting"),
                row.getLong("version"),
                instant(row, "placed_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
