package shop.orderly.audit.views;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import shop.orderly.audit.stores.Event;
import tools.jackson.databind.node.JsonNodeFactory;

/** The refunds of one payment that the provider does not give back, as the database shows them: shorter ids first. */
final class FailingRefunds {
    private final Map<String, String> byId =
            new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));

    void apply(Event event) {
        switch (event.type()) {
            case "payment.refund_failed" ->
                byId.put(
                        event.text("refund_id"),
                        "{\"reason\": %s, \"failures\": %d, \"next_try\": %s}"
                                .formatted(
                                        quoted(event.text("reason")),
                                        event.number("failures"),
                                        quoted(Instant.parse(event.text("next_try"))
                                                .toString())));
            case "payment.refund_retried", "payment.refunded" -> byId.remove(event.text("refund_id"));
            default -> {}
        }
    }

    private static String quoted(String text) {
        return JsonNodeFactory.instance.stringNode(text).toString();
    }

    @Override
    public String toString() {
        return byId.entrySet().stream()
                .map(refund -> quoted(refund.getKey()) + ": " + refund.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
