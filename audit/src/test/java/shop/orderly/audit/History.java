package shop.orderly.audit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import shop.orderly.audit.stores.Database;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.inventory.ReservationCommitted;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservationRefused;
import shop.orderly.contracts.inventory.ReservationReleased;
import shop.orderly.contracts.inventory.ReservationReturned;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.inventory.StockCommitted;
import shop.orderly.contracts.inventory.StockFreed;
import shop.orderly.contracts.inventory.StockHeld;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.StockOpened;
import shop.orderly.contracts.inventory.StockReceived;
import shop.orderly.contracts.inventory.StockReturned;
import shop.orderly.contracts.json.ContractJson;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderConfirmed;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderLine;
import shop.orderly.contracts.orders.OrderPaid;
import shop.orderly.contracts.orders.OrderPlaced;
import shop.orderly.contracts.orders.OrderRefunded;
import shop.orderly.contracts.orders.OrderRejected;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.payments.RefundInitiated;
import shop.orderly.contracts.payments.RefundRetried;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.contracts.users.UserId;
import tools.jackson.databind.json.JsonMapper;

/** What happened, event by event, in the words of the services; each call adds its events at their homes. */
final class History {
    static final Currency USD = Currency.getInstance("USD");
    static final UserId MERCHANT = new UserId("merchant");
    static final UserId CUSTOMER = new UserId("customer");

    private static final JsonMapper JSON = ContractJson.builder().build();

    /** One event at its home. */
    record Entry(
            Database home,
            String type,
            int revision,
            String aggregate,
            long sequence,
            String id,
            String json,
            Instant at) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Integer> onHand = new HashMap<>();
    private final Map<String, Integer> reserved = new HashMap<>();
    private Instant now;

    History(Instant start) {
        this.now = start.truncatedTo(ChronoUnit.MICROS);
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** What follows happens from then on. */
    History from(Instant then) {
        now = then.truncatedTo(ChronoUnit.MICROS);
        return this;
    }

    History event(Database home, String aggregate, Object event) {
        var type = Objects.requireNonNull(event.getClass().getAnnotation(EventType.class));
        return add(home, aggregate, type.value(), type.revision(), JSON.writeValueAsString(event));
    }

    History raw(Database home, String aggregate, String type, String json) {
        return add(home, aggregate, type, 1, json);
    }

    /** Leaves the next number of a stream out. */
    History hole(String aggregate) {
        sequences.merge(aggregate, 1L, Long::sum);
        return this;
    }

    private History add(Database home, String aggregate, String type, int revision, String json) {
        var sequence = sequences.merge(aggregate, 1L, Long::sum) - 1;
        var id = UUID.nameUUIDFromBytes((aggregate + ":" + sequence).getBytes(StandardCharsets.UTF_8));
        entries.add(new Entry(home, type, revision, aggregate, sequence, id.toString(), json, now));
        now = now.plus(1_003, ChronoUnit.MILLIS);
        return this;
    }

    History product(String id, String price, int stock) {
        var product = new ProductId(id);
        event(
                Database.PRODUCT,
                id,
                new ProductCreated(
                        product,
                        MERCHANT,
                        "Product \"" + id + "\"",
                        "",
                        new BigDecimal(price),
                        USD,
                        10,
                        "Mary's",
                        List.of("http://a/1", "http://a/2"),
                        new CategoryId(1),
                        stock));
        event(Database.PRODUCT, item(id), new StockOpened(product, MERCHANT, 0, 0));
        onHand.put(id, stock);
        reserved.put(id, 0);
        return event(
                Database.PRODUCT,
                item(id),
                new StockReceived(product, "initial-" + id, stock, "initial stock", stock, 0));
    }

    static String item(String product) {
        return StockItemId.of(new ProductId(product)).value();
    }

    History moved(String product, int more, int moreReserved, Movement movement) {
        var hand = onHand.merge(product, more, Integer::sum);
        var kept = reserved.merge(product, moreReserved, Integer::sum);
        return event(Database.PRODUCT, item(product), movement.event(new ProductId(product), hand, kept));
    }

    interface Movement {
        Object event(ProductId product, int onHand, int reserved);
    }

    static ReservationId reservation(String order, int attempt) {
        return ReservationId.of(new OrderId(order), attempt);
    }

    static PaymentId payment(String order) {
        return new PaymentId("payment-of-" + order);
    }

    /** The units are held; the reservation is not written. */
    History unitsHeld(String order, String product, int units) {
        var by = reservation(order, 1);
        return moved(product, 0, units, (p, hand, kept) -> new StockHeld(p, by, units, hand, kept));
    }

    History unitsFreed(String order, String product, int units) {
        var by = reservation(order, 1);
        return moved(product, 0, -units, (p, hand, kept) -> new StockFreed(p, by, units, hand, kept));
    }

    History unitsCommitted(String order, int attempt, String product, int units) {
        var by = reservation(order, attempt);
        return moved(product, -units, -units, (p, hand, kept) -> new StockCommitted(p, by, units, hand, kept));
    }

    History held(String order, int attempt, String product, int units) {
        var by = reservation(order, attempt);
        moved(product, 0, units, (p, hand, kept) -> new StockHeld(p, by, units, hand, kept));
        return reserved(order, attempt, product, units);
    }

    /** The reservation is written; no units move. */
    History reserved(String order, int attempt, String product, int units) {
        var by = reservation(order, attempt);
        return event(
                Database.PRODUCT,
                by.value(),
                new ReservationHeld(
                        by,
                        new OrderId(order),
                        List.of(new ReservedLine(new ProductId(product), units)),
                        now.plusSeconds(1_800)));
    }

    History refused(String order, String product) {
        var by = reservation(order, 1);
        return event(
                Database.PRODUCT,
                by.value(),
                new ReservationRefused(by, new OrderId(order), List.of(new Shortage(new ProductId(product), 9, 1))));
    }

    History committed(String order, int attempt, String product, int units) {
        var by = reservation(order, attempt);
        unitsCommitted(order, attempt, product, units);
        return event(Database.PRODUCT, by.value(), new ReservationCommitted(by, new OrderId(order)));
    }

    History released(String order, String product, int units) {
        var by = reservation(order, 1);
        if (units > 0) {
            unitsFreed(order, product, units);
        }
        return event(Database.PRODUCT, by.value(), new ReservationReleased(by, new OrderId(order)));
    }

    History returned(String order, String product, int units) {
        var by = reservation(order, 1);
        moved(product, units, 0, (p, hand, kept) -> new StockReturned(p, by, units, hand, kept));
        return event(Database.PRODUCT, by.value(), new ReservationReturned(by, new OrderId(order)));
    }

    History placed(String order, String product, String total) {
        return event(
                Database.ORDER,
                order,
                new OrderPlaced(
                        new OrderId(order),
                        CUSTOMER,
                        List.of(new OrderLine(new ProductId(product), "Product", 1, new BigDecimal(total), 0)),
                        new BigDecimal(total),
                        USD,
                        "tok_ok",
                        payment(order),
                        null));
    }

    History paymentRequested(String order, String amount) {
        return event(
                Database.ORDER,
                order,
                new PaymentRequested(
                        new OrderId(order),
                        payment(order),
                        CUSTOMER,
                        new BigDecimal(amount),
                        USD,
                        "tok_ok",
                        now.plusSeconds(900)));
    }

    History initiated(String order, String amount) {
        return initiated(payment(order), order, amount);
    }

    History initiated(PaymentId payment, String order, String amount) {
        return event(
                Database.PAYMENT,
                payment.value(),
                new PaymentInitiated(payment, new OrderId(order), CUSTOMER, new BigDecimal(amount), USD, "tok_ok"));
    }

    History captured(String order, String amount) {
        return captured(payment(order), order, amount);
    }

    History captured(PaymentId payment, String order, String amount) {
        return event(
                Database.PAYMENT,
                payment.value(),
                new PaymentCaptured(payment, new OrderId(order), new BigDecimal(amount), USD, "sandbox-" + payment));
    }

    History declined(String order) {
        return event(
                Database.PAYMENT,
                payment(order).value(),
                new PaymentDeclined(payment(order), new OrderId(order), "card_declined"));
    }

    History paid(String order, String amount) {
        return event(
                Database.ORDER, order, new OrderPaid(new OrderId(order), payment(order), new BigDecimal(amount), USD));
    }

    History confirmed(String order) {
        return event(Database.ORDER, order, new OrderConfirmed(new OrderId(order)));
    }

    History rejected(String order, String product) {
        return event(
                Database.ORDER,
                order,
                new OrderRejected(
                        new OrderId(order),
                        RejectionReason.OUT_OF_STOCK,
                        List.of(new ProductId(product)),
                        List.of(new Shortage(new ProductId(product), 9, 1))));
    }

    History cancelled(String order, CancellationReason reason) {
        var actor =
                reason == CancellationReason.BY_CUSTOMER ? Actor.of("customer", CUSTOMER) : Actor.system("fulfilment");
        return event(Database.ORDER, order, new OrderCancelled(new OrderId(order), payment(order), reason, actor));
    }

    History refundRequested(String order, String amount) {
        return event(
                Database.ORDER,
                order,
                new RefundRequested(
                        new OrderId(order),
                        payment(order),
                        new RefundId("refund-" + order),
                        new BigDecimal(amount),
                        USD));
    }

    History refundInitiated(String order, String refund, String amount, String actor) {
        return event(
                Database.PAYMENT,
                payment(order).value(),
                new RefundInitiated(
                        payment(order),
                        new OrderId(order),
                        new RefundId(refund),
                        new BigDecimal(amount),
                        USD,
                        new Actor(actor)));
    }

    History refundFailed(String order, String refund) {
        return event(
                Database.PAYMENT,
                payment(order).value(),
                new RefundFailed(
                        payment(order), new OrderId(order), new RefundId(refund), "refused", 3, now.plusSeconds(600)));
    }

    History refundRetried(String order, String refund, String amount) {
        return event(
                Database.PAYMENT,
                payment(order).value(),
                new RefundRetried(
                        payment(order), new OrderId(order), new RefundId(refund), new BigDecimal(amount), USD));
    }

    History refundDone(String order, String refund, String amount, String soFar) {
        return event(
                Database.PAYMENT,
                payment(order).value(),
                new PaymentRefunded(
                        payment(order),
                        new OrderId(order),
                        new RefundId(refund),
                        new BigDecimal(amount),
                        new BigDecimal(soFar),
                        USD));
    }

    History refunded(String order, String amount) {
        return event(
                Database.ORDER,
                order,
                new OrderRefunded(new OrderId(order), new RefundId("refund-" + order), new BigDecimal(amount), USD));
    }

    History delayed(String order, boolean stuck) {
        return delayed(order, "reserve", stuck);
    }

    History delayed(String order, String step, boolean stuck) {
        return raw(Database.ORDER, order, "order.fulfilment_delayed", """
                {"order_id":"%s","step":"%s","attempt":1,"failures":9,"next_try":"%s","reason":"unavailable","stuck":%s}""".formatted(
                        order, step, now.plusSeconds(60), stuck));
    }

    History recovered(String order, String step) {
        return raw(Database.ORDER, order, "order.fulfilment_recovered", """
                {"order_id":"%s","step":"%s"}""".formatted(order, step));
    }

    /** An operator's retry: the request, and the resumption that follows. */
    History retried(String order, String status) {
        raw(Database.ORDER, order, "order.fulfilment_retry_requested", """
                {"order_id":"%s","actor":"ops:one"}""".formatted(order));
        return raw(Database.ORDER, order, "order.fulfilment_resumed", """
                {"order_id":"%s","resume_id":"%s","status":"%s","lines":[],"payable":true,"paid":true,"attempt":1}""".formatted(order, "resume-" + order, status));
    }

    History resolved(String order) {
        return raw(Database.ORDER, order, "order.fulfilment_resolved", """
                {"order_id":"%s","note":"paid back in cash","actor":"ops:one"}""".formatted(order));
    }

    /** Paid, not confirmed, and settled by hand: the operator says how much of the money is kept. */
    History couriered(String order, String total, String kept) {
        placed(order, "lamp", total)
                .held(order, 1, "lamp", 1)
                .paymentRequested(order, total)
                .initiated(order, total)
                .captured(order, total)
                .paid(order, total)
                .delayed(order, "commit", true);
        return raw(Database.ORDER, order, "order.fulfilment_resolved", """
                {"order_id":"%s","note":"sent by courier","actor":"ops:one","owed":%s}""".formatted(order, kept));
    }

    /** From placed to confirmed, without an accident. */
    History bought(String order, String product, int units, String total) {
        return placed(order, product, total)
                .held(order, 1, product, units)
                .paymentRequested(order, total)
                .initiated(order, total)
                .captured(order, total)
                .paid(order, total)
                .committed(order, 1, product, units)
                .confirmed(order);
    }
}
