package shop.orderly.orders.view;

import java.util.Arrays;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.inventory.ReservationCommitted;
import shop.orderly.contracts.inventory.ReservationEvent;
import shop.orderly.contracts.inventory.ReservationExpired;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationRefused;
import shop.orderly.contracts.inventory.ReservationReleased;
import shop.orderly.contracts.inventory.ReservationReturned;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.payments.PaymentOutcomeUnknown;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.payments.RefundRetried;
import shop.orderly.platform.processing.RowBatch;

/**
 * Keeps what inventory and payments say of an order in its row: by that one sees whether a cancelled order is settled.
 */
@Component
@ProcessingGroup("saga-view")
class SagaViewWitnesses {

    private static final long ATTEMPT = 1_000_000;

    private static final String STOCK = """
            UPDATE orders.saga_view SET stock = ?, stock_version = ?, updated_at = greatest(updated_at, ?)
            WHERE order_id = ? AND stock_version < ?""";
    private static final String AT_PAYMENT_VERSION = """
            payment_version = ?, updated_at = greatest(updated_at, ?)
            WHERE order_id = ? AND payment_version < ?""";
    private static final String PAYMENT = "UPDATE orders.saga_view SET payment = ?, " + AT_PAYMENT_VERSION;
    private static final String REFUND_FAILS = """
            UPDATE orders.saga_view SET failing_refunds = failing_refunds || jsonb_build_object(?::text,
                jsonb_build_object('failures', ?::integer, 'reason', ?::text, 'next_try', ?::text)),""" + ' ' + AT_PAYMENT_VERSION;
    private static final String REFUND_RETRIED =
            "UPDATE orders.saga_view SET failing_refunds = failing_refunds - ?::text, " + AT_PAYMENT_VERSION;
    private static final String REFUND_DONE =
            "UPDATE orders.saga_view SET payment = 'refunded', failing_refunds = failing_refunds - ?::text, "
                    + AT_PAYMENT_VERSION;

    @EventHandler
    void on(ReservationHeld event, EventMessage<?> message, RowBatch rows) {
        stock("held", event, message, rows);
    }

    @EventHandler
    void on(ReservationRefused event, EventMessage<?> message, RowBatch rows) {
        stock("refused", event, message, rows);
    }

    @EventHandler
    void on(ReservationCommitted event, EventMessage<?> message, RowBatch rows) {
        stock("committed", event, message, rows);
    }

    @EventHandler
    void on(ReservationReleased event, EventMessage<?> message, RowBatch rows) {
        stock("released", event, message, rows);
    }

    @EventHandler
    void on(ReservationReturned event, EventMessage<?> message, RowBatch rows) {
        stock("returned", event, message, rows);
    }

    @EventHandler
    void on(ReservationExpired event, EventMessage<?> message, RowBatch rows) {
        stock("expired", event, message, rows);
    }

    @EventHandler
    void on(PaymentInitiated event, EventMessage<?> message, RowBatch rows) {
        payment(PAYMENT, event, message, rows, "requested");
    }

    @EventHandler
    void on(PaymentOutcomeUnknown event, EventMessage<?> message, RowBatch rows) {
        payment(PAYMENT, event, message, rows, "unknown");
    }

    @EventHandler
    void on(PaymentCaptured event, EventMessage<?> message, RowBatch rows) {
        payment(PAYMENT, event, message, rows, "captured");
    }

    @EventHandler
    void on(PaymentDeclined event, EventMessage<?> message, RowBatch rows) {
        payment(PAYMENT, event, message, rows, "declined");
    }

    @EventHandler
    void on(PaymentVoided event, EventMessage<?> message, RowBatch rows) {
        payment(PAYMENT, event, message, rows, "voided");
    }

    @EventHandler
    void on(PaymentRefunded event, EventMessage<?> message, RowBatch rows) {
        payment(REFUND_DONE, event, message, rows, event.refundId());
    }

    /** Also what a person gives back, whatever state the order is in. */
    @EventHandler
    void on(RefundFailed event, EventMessage<?> message, RowBatch rows) {
        payment(
                REFUND_FAILS,
                event,
                message,
                rows,
                event.refundId(),
                event.failures(),
                event.reason(),
                event.nextTry().toString());
    }

    @EventHandler
    void on(RefundRetried event, EventMessage<?> message, RowBatch rows) {
        payment(REFUND_RETRIED, event, message, rows, event.refundId());
    }

    private static void stock(String stock, ReservationEvent event, EventMessage<?> message, RowBatch rows) {
        var version = attempt(event) * ATTEMPT + OrderChange.version(message);
        rows.add(STOCK, stock, version, message.getTimestamp(), event.orderId(), version);
    }

    private static void payment(
            String sql, PaymentEvent event, EventMessage<?> message, RowBatch rows, Object... arguments) {
        var version = OrderChange.version(message);
        rows.add(
                sql,
                Stream.concat(
                                Arrays.stream(arguments),
                                Stream.of(version, message.getTimestamp(), event.orderId(), version))
                        .toArray());
    }

    /** A reservation's id ends in its attempt; a later attempt's first event comes after all of an earlier one. */
    private static long attempt(ReservationEvent event) {
        var id = event.reservationId().value();
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }
}
