package shop.orderly.orders.view;

import java.util.List;
import java.util.stream.Collectors;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.inventory.ReservationCommitted;
import shop.orderly.contracts.inventory.ReservationExpired;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationRefused;
import shop.orderly.contracts.inventory.ReservationReleased;
import shop.orderly.contracts.inventory.ReservationReturned;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderConfirmed;
import shop.orderly.contracts.orders.OrderPaid;
import shop.orderly.contracts.orders.OrderPlaced;
import shop.orderly.contracts.orders.OrderRefunded;
import shop.orderly.contracts.orders.OrderRejected;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.payments.PaymentOutcomeUnknown;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentVoidRequested;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.payments.RefundInitiated;
import shop.orderly.contracts.payments.RefundRetried;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.orders.event.FulfilmentDelayed;
import shop.orderly.orders.event.FulfilmentRecovered;
import shop.orderly.orders.event.FulfilmentResolved;
import shop.orderly.orders.event.FulfilmentResumed;
import shop.orderly.orders.event.FulfilmentRetryRequested;
import shop.orderly.platform.processing.RowBatch;

/**
 * Keeps each order's row, its lines and its timeline. All events of an order, also those of its reservations and its
 * payment, come in one sequence; the timeline remembers which have come, so that one that comes twice changes nothing.
 */
@Component
@ProcessingGroup("order-view")
class OrderViewProjection {

    private static final Actor INVENTORY = Actor.system("inventory");
    private static final Actor PAYMENTS = Actor.system("payments");

    private static final String PLACE = """
            INSERT INTO orders.order_view (order_id, customer_id, status, total, currency, payment_method, version,
                placed_at, updated_at)
            VALUES (?, ?, 'PLACED', ?, ?, ?, ?, ?, ?)
            ON CONFLICT (order_id) DO NOTHING""";
    private static final String ADD_LINE = """
            INSERT INTO orders.order_line_view (order_id, line, product_id, name, quantity, unit_price)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (order_id, line) DO NOTHING""";

    @EventHandler
    void on(OrderPlaced event, EventMessage<?> message, RowBatch rows) {
        rows.add(
                PLACE,
                event.orderId(),
                event.customerId(),
                event.total(),
                event.currency(),
                event.paymentMethod(),
                OrderChange.version(message),
                message.getTimestamp(),
                message.getTimestamp());
        var line = 0;
        for (var item : event.items()) {
            line++;
            rows.add(ADD_LINE, event.orderId(), line, item.productId(), item.name(), item.quantity(), item.unitPrice());
        }
        OrderChange.of(event.orderId(), message)
                .by(Actor.of("customer", event.customerId()))
                .saying(event.total(), event.currency())
                .addTo(rows);
    }

    @EventHandler
    void on(PaymentRequested event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message)
                .saying("until " + event.deadline())
                .status(OrderStatus.AWAITING_PAYMENT)
                .payment("requested")
                .addTo(rows);
    }

    @EventHandler
    void on(OrderPaid event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message)
                .saying(event.amount(), event.currency())
                .reopened()
                .addTo(rows);
    }

    @EventHandler
    void on(OrderConfirmed event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message).status(OrderStatus.CONFIRMED).addTo(rows);
    }

    @EventHandler
    void on(OrderRejected event, EventMessage<?> message, RowBatch rows) {
        var products = event.shortages().isEmpty() ? event.products().toString() : described(event.shortages());
        OrderChange.of(event.orderId(), message)
                .saying(event.reason() + ": " + products)
                .status(OrderStatus.REJECTED, event.reason())
                .addTo(rows);
    }

    @EventHandler
    void on(OrderCancelled event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message)
                .by(event.actor())
                .saying(event.reason().toString())
                .status(OrderStatus.CANCELLED, event.reason())
                .reopened()
                .addTo(rows);
    }

    @EventHandler
    void on(RefundRequested event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message)
                .saying(event.amount(), event.currency())
                .status(OrderStatus.REFUND_PENDING)
                .reopened()
                .addTo(rows);
    }

    @EventHandler
    void on(OrderRefunded event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message)
                .saying(event.amount(), event.currency())
                .status(OrderStatus.REFUNDED)
                .addTo(rows);
    }

    @EventHandler
    void on(FulfilmentDelayed event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message).saying(described(event)).addTo(rows);
    }

    @EventHandler
    void on(FulfilmentResumed event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message).addTo(rows);
    }

    @EventHandler
    void on(FulfilmentRecovered event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message).saying(event.step().toString()).addTo(rows);
    }

    @EventHandler
    void on(FulfilmentRetryRequested event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message).by(event.actor()).addTo(rows);
    }

    @EventHandler
    void on(FulfilmentResolved event, EventMessage<?> message, RowBatch rows) {
        OrderChange.of(event.orderId(), message)
                .by(event.actor())
                .saying(described(event))
                .resolved()
                .addTo(rows);
    }

    @EventHandler
    void on(ReservationHeld event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(INVENTORY, event.orderId(), message)
                .saying("until " + event.expiresAt())
                .stock("held")
                .addTo(rows);
    }

    @EventHandler
    void on(ReservationRefused event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(INVENTORY, event.orderId(), message)
                .saying(described(event.shortages()))
                .stock("refused")
                .addTo(rows);
    }

    @EventHandler
    void on(ReservationCommitted event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(INVENTORY, event.orderId(), message).stock("committed").addTo(rows);
    }

    @EventHandler
    void on(ReservationReleased event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(INVENTORY, event.orderId(), message).stock("released").addTo(rows);
    }

    @EventHandler
    void on(ReservationReturned event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(INVENTORY, event.orderId(), message).stock("returned").addTo(rows);
    }

    @EventHandler
    void on(ReservationExpired event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(INVENTORY, event.orderId(), message).stock("expired").addTo(rows);
    }

    @EventHandler
    void on(PaymentInitiated event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message).addTo(rows);
    }

    @EventHandler
    void on(PaymentCaptured event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message)
                .saying(event.amount(), event.currency())
                .payment("captured")
                .addTo(rows);
    }

    @EventHandler
    void on(PaymentDeclined event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message)
                .saying(event.reason())
                .payment("declined")
                .addTo(rows);
    }

    @EventHandler
    void on(PaymentOutcomeUnknown event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message)
                .saying(event.reason())
                .payment("unknown")
                .addTo(rows);
    }

    @EventHandler
    void on(PaymentVoidRequested event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message).addTo(rows);
    }

    @EventHandler
    void on(PaymentVoided event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message).payment("voided").addTo(rows);
    }

    @EventHandler
    void on(RefundInitiated event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message)
                .by(event.actor())
                .saying(event.amount(), event.currency())
                .addTo(rows);
    }

    @EventHandler
    void on(RefundFailed event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message)
                .saying(event.reason())
                .addTo(rows);
    }

    @EventHandler
    void on(RefundRetried event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message).addTo(rows);
    }

    @EventHandler
    void on(PaymentRefunded event, EventMessage<?> message, RowBatch rows) {
        OrderChange.from(PAYMENTS, event.orderId(), message)
                .saying(event.amount(), event.currency())
                .payment("refunded")
                .addTo(rows);
    }

    private static String described(List<Shortage> shortages) {
        return shortages.stream()
                .map(it -> it.productId() + " wanted " + it.wanted() + ", available " + it.available())
                .collect(Collectors.joining("; "));
    }

    private static String described(FulfilmentResolved event) {
        return event.owed() == null
                ? event.note()
                : event.note() + "; keeps " + event.owed().toPlainString() + " of the customer's money";
    }

    private static String described(FulfilmentDelayed event) {
        return "%s of reservation %d, failures %d: %s; next try %s%s"
                .formatted(
                        event.step(),
                        event.attempt(),
                        event.failures(),
                        event.reason(),
                        event.nextTry(),
                        event.stuck() ? "; stuck, a person should look" : "");
    }
}
