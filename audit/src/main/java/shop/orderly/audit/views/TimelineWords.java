package shop.orderly.audit.views;

import java.time.Instant;
import java.util.ArrayList;
import shop.orderly.audit.stores.Event;

/**
 * What a timeline says of an event.
 *
 * @param actor who caused it
 * @param detail one line for people
 */
record TimelineWords(String actor, String detail) {
    private static final String FULFILMENT = "system:fulfilment";
    private static final String INVENTORY = "system:inventory";
    private static final String PAYMENTS = "system:payments";

    static TimelineWords of(Event event) {
        return switch (event.type()) {
            case "order.placed" -> new TimelineWords("customer:" + event.text("customer_id"), money(event, "total"));
            case "order.payment_requested" -> new TimelineWords(FULFILMENT, "until " + instant(event, "deadline"));
            case "order.paid", "order.refund_requested", "order.refunded" ->
                new TimelineWords(FULFILMENT, money(event, "amount"));
            case "order.confirmed", "order.fulfilment_resumed" -> new TimelineWords(FULFILMENT, "");
            case "order.rejected" -> new TimelineWords(FULFILMENT, rejection(event));
            case "order.cancelled" -> new TimelineWords(event.text("actor"), event.text("reason"));
            case "order.fulfilment_delayed" -> new TimelineWords(FULFILMENT, delay(event));
            case "order.fulfilment_recovered" -> new TimelineWords(FULFILMENT, event.text("step"));
            case "order.fulfilment_retry_requested" -> new TimelineWords(event.text("actor"), "");
            case "order.fulfilment_resolved" -> new TimelineWords(event.text("actor"), resolution(event));
            case "reservation.held" -> new TimelineWords(INVENTORY, "until " + instant(event, "expires_at"));
            case "reservation.refused" -> new TimelineWords(INVENTORY, shortages(event));
            case "reservation.committed", "reservation.released", "reservation.returned", "reservation.expired" ->
                new TimelineWords(INVENTORY, "");
            case "payment.initiated", "payment.void_requested", "payment.voided", "payment.refund_retried" ->
                new TimelineWords(PAYMENTS, "");
            case "payment.captured", "payment.refunded" -> new TimelineWords(PAYMENTS, money(event, "amount"));
            case "payment.declined", "payment.outcome_unknown", "payment.refund_failed" ->
                new TimelineWords(PAYMENTS, event.text("reason"));
            case "payment.refund_initiated" -> new TimelineWords(event.text("actor"), money(event, "amount"));
            // An event of a later release: its words are not known here.
            default -> new TimelineWords(Columns.ANYTHING, Columns.ANYTHING);
        };
    }

    private static String money(Event event, String name) {
        return event.amount(name).toPlainString() + " " + event.text("currency");
    }

    private static Instant instant(Event event, String name) {
        return Instant.parse(event.text(name));
    }

    private static String rejection(Event event) {
        if (!event.payload().path("shortages").isEmpty()) {
            return event.text("reason") + ": " + shortages(event);
        }
        var products = new ArrayList<String>();
        event.payload().path("products").forEach(product -> products.add(product.asString()));
        return event.text("reason") + ": " + products;
    }

    private static String shortages(Event event) {
        var texts = new ArrayList<String>();
        event.payload()
                .path("shortages")
                .forEach(it -> texts.add(it.path("product_id").asString()
                        + " wanted " + it.path("wanted").asLong()
                        + ", available " + it.path("available").asLong()));
        return String.join("; ", texts);
    }

    private static String resolution(Event event) {
        return event.payload().path("owed").isNumber()
                ? event.text("note") + "; keeps " + event.amount("owed").toPlainString() + " of the customer's money"
                : event.text("note");
    }

    private static String delay(Event event) {
        return "%s of reservation %d, failures %d: %s; next try %s%s"
                .formatted(
                        event.text("step"),
                        event.number("attempt"),
                        event.number("failures"),
                        event.text("reason"),
                        instant(event, "next_try"),
                        event.payload().path("stuck").asBoolean(false) ? "; stuck, a person should look" : "");
    }
}
