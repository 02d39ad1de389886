package shop.orderly.payments.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.PaymentStatus;
import shop.orderly.contracts.users.UserId;
import shop.orderly.payments.api.FindPaymentById;
import shop.orderly.payments.api.ListPayments;
import shop.orderly.payments.api.PaymentView;

/** Answers questions from the rows that {@link PaymentViewProjection} keeps. */
@Component
class PaymentViews {

    private final JdbcClient jdbc;

    PaymentViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    Optional<PaymentView> handle(FindPaymentById query) {
        return jdbc.sql("""
                SELECT * FROM payments.payment_view
                WHERE id = :id AND (CAST(:owner AS text) IS NULL OR customer_id = :owner)""")
                .param("id", query.paymentId().value())
                .param("owner", text(query.owner()))
                .query(PaymentViews::view)
                .optional();
    }

    @QueryHandler
    List<PaymentView> handle(ListPayments query) {
        var where = new StringBuilder("true");
        if (query.owner() != null) {
            where.append(" AND customer_id = :owner");
        }
        if (query.orderId() != null) {
            where.append(" AND order_id = :order");
        }
        if (query.after() != null) {
            where.append(" AND id < :after");
        }
        return jdbc.sql("SELECT * FROM payments.payment_view WHERE " + where + " ORDER BY id DESC LIMIT :limit")
                .param("owner", text(query.owner()))
                .param("order", text(query.orderId()))
                .param("after", text(query.after()))
                .param("limit", query.limit())
                .query(PaymentViews::view)
                .list();
    }

    private static PaymentView view(ResultSet row, int number) throws SQLException {
        var customer = row.getString("customer_id");
        var currency = row.getString("currency");
        return new PaymentView(
                new PaymentId(row.getString("id")),
                new OrderId(row.getString("order_id")),
                customer == null ? null : new UserId(customer),
                PaymentStatus.valueOf(row.getString("status")),
                row.getBigDecimal("amount"),
                row.getBigDecimal("captured"),
                row.getBigDecimal("refunded"),
                currency == null ? null : Currency.getInstance(currency),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }
}
