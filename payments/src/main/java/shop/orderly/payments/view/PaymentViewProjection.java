package shop.orderly.payments.view;

import java.math.BigDecimal;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.payments.PaymentOutcomeUnknown;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentStatus;
import shop.orderly.contracts.payments.PaymentVoidRequested;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.payments.RefundInitiated;
import shop.orderly.contracts.payments.RefundRetried;
import shop.orderly.platform.processing.RowBatch;

/** Keeps one row per payment. Every change names the version it brings, so an event that comes twice changes nothing. */
@Component
@ProcessingGroup("payment-view")
class PaymentViewProjection {

    private static final String OPEN = """
            INSERT INTO payments.payment_view
                (id, order_id, customer_id, status, amount, currency, version, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING""";
    private static final String SET_STATUS = """
            UPDATE payments.payment_view SET status = ?, version = ?, updated_at = ?
            WHERE id = ? AND version < ?""";
    private static final String TOUCH = """
            UPDATE payments.payment_view SET version = ?, updated_at = ?
            WHERE id = ? AND version < ?""";
    private static final String CAPTURE = """
            UPDATE payments.payment_view SET status = 'CAPTURED', captured = ?, version = ?, updated_at = ?
            WHERE id = ? AND version < ?""";
    private static final String OPEN_REFUND = """
            UPDATE payments.payment_view
            SET status = 'REFUND_PENDING', open_refunds = open_refunds + 1, version = ?, updated_at = ?
            WHERE id = ? AND version < ?""";
    private static final String CLOSE_REFUND = """
            UPDATE payments.payment_view
            SET refunded = ?, open_refunds = open_refunds - 1, version = ?, updated_at = ?,
                status = CASE WHEN open_refunds > 1 THEN 'REFUND_PENDING'
                              WHEN captured > ? THEN 'CAPTURED' ELSE 'REFUNDED' END
            WHERE id = ? AND version < ?""";

    @EventHandler
    void on(PaymentInitiated event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(
                OPEN,
                event.paymentId(),
                event.orderId(),
                event.customerId(),
                PaymentStatus.REQUESTED,
                event.amount(),
                event.currency().getCurrencyCode(),
                version,
                at,
                at);
    }

    /** A payment that was voided before it was opened has a row of its own. */
    @EventHandler
    void on(PaymentVoided event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(
                OPEN,
                event.paymentId(),
                event.orderId(),
                null,
                PaymentStatus.VOIDED,
                BigDecimal.ZERO,
                null,
                version,
                at,
                at);
        status(PaymentStatus.VOIDED, event, version, at, rows);
    }

    @EventHandler
    void on(PaymentDeclined event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        status(PaymentStatus.DECLINED, event, version, at, rows);
    }

    @EventHandler
    void on(PaymentOutcomeUnknown event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        status(PaymentStatus.UNKNOWN, event, version, at, rows);
    }

    @EventHandler
    void on(PaymentVoidRequested event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(TOUCH, version, at, event.paymentId(), version);
    }

    @EventHandler
    void on(PaymentCaptured event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(CAPTURE, event.amount(), version, at, event.paymentId(), version);
    }

    @EventHandler
    void on(RefundInitiated event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(OPEN_REFUND, version, at, event.paymentId(), version);
    }

    @EventHandler
    void on(RefundFailed event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(TOUCH, version, at, event.paymentId(), version);
    }

    @EventHandler
    void on(RefundRetried event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(TOUCH, version, at, event.paymentId(), version);
    }

    @EventHandler
    void on(PaymentRefunded event, @SequenceNumber long version, @Timestamp Instant at, RowBatch rows) {
        rows.add(CLOSE_REFUND, event.refunded(), version, at, event.refunded(), event.paymentId(), version);
    }

    private static void status(PaymentStatus status, PaymentEvent event, long version, Instant at, RowBatch rows) {
        rows.add(SET_STATUS, status, version, at, event.paymentId(), version);
    }
}
