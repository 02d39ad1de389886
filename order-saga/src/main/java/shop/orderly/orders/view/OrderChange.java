package shop.orderly.orders.view;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.platform.processing.RowBatch;

/** What one event changes in an order's rows: always a new line of the timeline, and whatever else it names. */
final class OrderChange {

    private static final Actor FULFILMENT = Actor.system("fulfilment");

    /** One statement for every event: the entry, if it is new, carries the change of the order's row with it. */
    private static final String SQL = """
            WITH entry AS (
                INSERT INTO orders.order_timeline (order_id, sequence, event_id, at, type, actor, detail)
                SELECT ?, COALESCE(max(sequence), 0) + 1, ?, ?, ?, ?, ? FROM orders.order_timeline WHERE order_id = ?
                ON CONFLICT (order_id, event_id) DO NOTHING
                RETURNING order_id, at)
            UPDATE orders.order_view o
            SET status = COALESCE(?::text, o.status), reason = COALESCE(?::text, o.reason),
                stock = COALESCE(?::text, o.stock), payment = COALESCE(?::text, o.payment),
                resolved = COALESCE(?::boolean, o.resolved), version = GREATEST(?::bigint, o.version),
                updated_at = GREATEST(entry.at, o.updated_at)
            FROM entry WHERE o.order_id = entry.order_id""";

    private final OrderId order;
    private final EventMessage<?> message;
    private final @Nullable Long version;
    private Actor actor;
    private String detail = "";
    private @Nullable OrderStatus status;
    private @Nullable Object reason;
    private @Nullable String stock;
    private @Nullable String payment;
    private @Nullable Boolean resolved;

    private OrderChange(OrderId order, EventMessage<?> message, Actor actor, @Nullable Long version) {
        this.order = order;
        this.message = message;
        this.actor = actor;
        this.version = version;
    }

    /** By an event of the order itself. */
    static OrderChange of(OrderId order, EventMessage<?> message) {
        return new OrderChange(order, message, FULFILMENT, version(message));
    }

    /** By an event of another context. */
    static OrderChange from(Actor actor, OrderId order, EventMessage<?> message) {
        return new OrderChange(order, message, actor, null);
    }

    /** The version that an event brings its aggregate to. */
    static long version(EventMessage<?> message) {
        return ((DomainEventMessage<?>) message).getSequenceNumber();
    }

    OrderChange by(Actor actor) {
        this.actor = actor;
        return this;
    }

    OrderChange saying(String detail) {
        this.detail = detail;
        return this;
    }

    OrderChange saying(BigDecimal amount, Currency currency) {
        return saying(amount.toPlainString() + " " + currency);
    }

    OrderChange status(OrderStatus status) {
        this.status = status;
        return this;
    }

    OrderChange status(OrderStatus status, Object reason) {
        this.reason = reason.toString();
        return status(status);
    }

    OrderChange stock(String stock) {
        this.stock = stock;
        return this;
    }

    OrderChange payment(String payment) {
        this.payment = payment;
        return this;
    }

    /** An operator settled it by hand; it is nobody's work until it is {@link #reopened}. */
    OrderChange resolved() {
        this.resolved = true;
        return this;
    }

    /** Something happened to it that a saga must see to, whether or not an operator settled it before. */
    OrderChange reopened() {
        this.resolved = false;
        return this;
    }

    void addTo(RowBatch rows) {
        var type = Objects.requireNonNull(message.getPayloadType().getAnnotation(EventType.class));
        rows.add(
                SQL,
                order,
                message.getIdentifier(),
                message.getTimestamp(),
                type.value(),
                actor,
                detail,
                order,
                status,
                reason,
                stock,
                payment,
                resolved,
                version);
    }
}
