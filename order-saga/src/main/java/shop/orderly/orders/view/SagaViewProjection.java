package shop.orderly.orders.view;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderConfirmed;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderPaid;
import shop.orderly.contracts.orders.OrderPlaced;
import shop.orderly.contracts.orders.OrderRefunded;
import shop.orderly.contracts.orders.OrderRejected;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.event.FulfilmentDelayed;
import shop.orderly.orders.event.FulfilmentEvent;
import shop.orderly.orders.event.FulfilmentRecovered;
import shop.orderly.orders.event.FulfilmentResolved;
import shop.orderly.orders.event.FulfilmentResumed;
import shop.orderly.orders.event.FulfilmentRetryRequested;
import shop.orderly.platform.processing.RowBatch;

/**
 * Keeps one row per order that says how its fulfilment goes; this half hears the order itself, {@link SagaViewWitnesses}
 * hears inventory and payments. Every change names the version it brings, so an event that comes twice changes nothing.
 */
@Component
@ProcessingGroup("saga-view")
class SagaViewProjection {

    private static final String PLACE = """
            INSERT INTO orders.saga_view (order_id, order_status, step, version, started_at, updated_at)
            VALUES (?, 'PLACED', 'reserve', ?, ?, ?)
            ON CONFLICT (order_id) DO NOTHING""";
    private static final String AT_VERSION = """
            version = ?, updated_at = greatest(updated_at, ?)
            WHERE order_id = ? AND version < ?""";
    private static final String NOTHING_FAILS = """
            failures = 0, stuck = false, last_error = NULL, next_attempt_at = NULL,""";
    private static final String NO_REFUND_FAILS = """
            refund_failures = 0, refund_error = NULL, refund_next_at = NULL,""";
    private static final String TO = """
            UPDATE orders.saga_view SET order_status = ?, reason = coalesce(?::text, reason), step = ?,""";
    private static final String MOVE = TO + ' ' + NOTHING_FAILS + NO_REFUND_FAILS + AT_VERSION;
    private static final String REOPEN = TO + " resolved = false, " + NOTHING_FAILS + NO_REFUND_FAILS + AT_VERSION;
    private static final String REFUND = """
            UPDATE orders.saga_view SET order_status = 'REFUND_PENDING', resolved = false,
                step = CASE WHEN failures > 0 THEN step ELSE 'refund' END,""" + ' ' + NO_REFUND_FAILS + AT_VERSION;
    private static final String REFUNDED = """
            UPDATE orders.saga_view SET order_status = 'REFUNDED',
                step = CASE WHEN failures > 0 THEN step END,""" + ' ' + NO_REFUND_FAILS + AT_VERSION;
    private static final String DELAY = """
            UPDATE orders.saga_view SET step = ?, attempt = ?, failures = ?, last_error = ?, next_attempt_at = ?,
                stuck = ?,""" + ' ' + AT_VERSION;
    private static final String DELAY_REFUND = """
            UPDATE orders.saga_view SET refund_failures = ?, refund_error = ?, refund_next_at = ?,""" + ' ' + AT_VERSION;
    private static final String RECOVER =
            "UPDATE orders.saga_view SET " + NOTHING_FAILS + "step = nullif(step, ?)," + AT_VERSION;
    private static final String RETRY = "UPDATE orders.saga_view SET " + NO_REFUND_FAILS + AT_VERSION;
    private static final String RESUME = "UPDATE orders.saga_view SET " + NOTHING_FAILS + AT_VERSION;
    private static final String RESOLVE =
            "UPDATE orders.saga_view SET resolved = true, step = NULL," + NOTHING_FAILS + NO_REFUND_FAILS + AT_VERSION;

    @EventHandler
    void on(OrderPlaced event, EventMessage<?> message, RowBatch rows) {
        var at = message.getTimestamp();
        rows.add(PLACE, event.orderId(), OrderChange.version(message), at, at);
    }

    @EventHandler
    void on(PaymentRequested event, EventMessage<?> message, RowBatch rows) {
        change(MOVE, event.orderId(), message, rows, OrderStatus.AWAITING_PAYMENT, null, null);
    }

    @EventHandler
    void on(OrderPaid event, EventMessage<?> message, RowBatch rows) {
        change(REOPEN, event.orderId(), message, rows, OrderStatus.AWAITING_PAYMENT, null, FulfilmentStep.COMMIT);
    }

    @EventHandler
    void on(OrderConfirmed event, EventMessage<?> message, RowBatch rows) {
        change(MOVE, event.orderId(), message, rows, OrderStatus.CONFIRMED, null, null);
    }

    @EventHandler
    void on(OrderRejected event, EventMessage<?> message, RowBatch rows) {
        change(
                MOVE,
                event.orderId(),
                message,
                rows,
                OrderStatus.REJECTED,
                event.reason().toString(),
                null);
    }

    @EventHandler
    void on(OrderCancelled event, EventMessage<?> message, RowBatch rows) {
        change(
                REOPEN,
                event.orderId(),
                message,
                rows,
                OrderStatus.CANCELLED,
                event.reason().toString(),
                FulfilmentStep.RELEASE);
    }

    /** A release that fails goes on failing. */
    @EventHandler
    void on(RefundRequested event, EventMessage<?> message, RowBatch rows) {
        change(REFUND, event.orderId(), message, rows);
    }

    /** A release that fails goes on failing. */
    @EventHandler
    void on(OrderRefunded event, EventMessage<?> message, RowBatch rows) {
        change(REFUNDED, event.orderId(), message, rows);
    }

    @EventHandler
    void on(FulfilmentDelayed event, EventMessage<?> message, RowBatch rows) {
        if (event.step() == FulfilmentStep.REFUND) {
            change(DELAY_REFUND, event, message, rows, event.failures(), event.reason(), event.nextTry());
        } else {
            change(
                    DELAY,
                    event,
                    message,
                    rows,
                    event.step(),
                    event.attempt(),
                    event.failures(),
                    event.reason(),
                    event.nextTry(),
                    event.stuck());
        }
    }

    @EventHandler
    void on(FulfilmentRecovered event, EventMessage<?> message, RowBatch rows) {
        change(RECOVER, event, message, rows, event.step());
    }

    /** The resumption that follows is for the other steps. */
    @EventHandler
    void on(FulfilmentRetryRequested event, EventMessage<?> message, RowBatch rows) {
        change(RETRY, event, message, rows);
    }

    /** A refund that fails goes on failing. */
    @EventHandler
    void on(FulfilmentResumed event, EventMessage<?> message, RowBatch rows) {
        change(RESUME, event, message, rows);
    }

    @EventHandler
    void on(FulfilmentResolved event, EventMessage<?> message, RowBatch rows) {
        change(RESOLVE, event, message, rows);
    }

    private static void change(
            String sql, FulfilmentEvent event, EventMessage<?> message, RowBatch rows, @Nullable Object... arguments) {
        change(sql, event.orderId(), message, rows, arguments);
    }

    private static void change(
            String sql, OrderId order, EventMessage<?> message, RowBatch rows, @Nullable Object... arguments) {
        var version = OrderChange.version(message);
        var all = new @Nullable Object[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = version;
        all[arguments.length + 1] = message.getTimestamp();
        all[arguments.length + 2] = order;
        all[arguments.length + 3] = version;
        rows.add(sql, all);
    }
}
