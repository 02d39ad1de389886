package shop.orderly.orders.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.orders.api.FindSagaByOrder;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.ListSagas;
import shop.orderly.orders.api.SagaState;
import shop.orderly.orders.api.SagaView;

/** Answers operators' questions from the rows that {@link SagaViewProjection} keeps. */
@Component
class SagaViews {

    private static final String SAGA = """
            SELECT saga.*, by_hand.* FROM orders.saga_view saga, LATERAL (
                SELECT max((value ->> 'failures')::integer) AS by_hand_failures,
                       string_agg(format('refund %s: %s', key, value ->> 'reason'), '; ' ORDER BY key) AS by_hand_error,
                       min((value ->> 'next_try')::timestamptz) AS by_hand_next_at
                FROM jsonb_each(failing_refunds) WHERE order_status <> 'REFUND_PENDING') by_hand""";

    private final JdbcClient jdbc;

    SagaViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    Optional<SagaView> handle(FindSagaByOrder query) {
        return jdbc.sql(SAGA + " WHERE order_id = ?")
                .param(query.orderId().value())
                .query((row, number) -> view(row))
                .optional();
    }

    @QueryHandler
    List<SagaView> handle(ListSagas query) {
        return jdbc.sql(SAGA + """

                WHERE state NOT IN ('settled', 'resolved')
                  AND (CAST(:state AS text) IS NULL OR state = :state) AND order_id > :after
                ORDER BY order_id LIMIT :limit""")
                .param("state", query.state() == null ? null : query.state().toString())
                .param("after", query.after() == null ? "" : query.after().value())
                .param("limit", query.limit())
                .query((row, number) -> view(row))
                .list();
    }

    /** A failing step is shown before a failing refund: it is the one that the saga itself tries again. */
    private static SagaView view(ResultSet row) throws SQLException {
        var fails = row.getInt("failures") > 0;
        var refundFails = !fails && row.getInt("refund_failures") > 0;
        var isByHand = !fails && !refundFails && row.getInt("by_hand_failures") > 0;
        var which = refundFails ? "refund_" : isByHand ? "by_hand_" : "";
        var step = which.isEmpty() ? row.getString("step") : "refund";
        return new SagaView(
                new OrderId(row.getString("order_id")),
                SagaState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                step == null ? null : FulfilmentStep.valueOf(step.toUpperCase(Locale.ROOT)),
                row.getInt("attempt"),
                row.getInt(which + "failures"),
                row.getString(which.isEmpty() ? "last_error" : which + "error"),
                instant(row, which.isEmpty() ? "next_attempt_at" : which + "next_at"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                OrderStatus.valueOf(row.getString("order_status")),
                row.getLong("version"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
