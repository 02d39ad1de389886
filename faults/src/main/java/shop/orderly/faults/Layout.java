package shop.orderly.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many processes of each service, and what all of them are told.
 *
 * @param replicas by service; one of those that are not named
 * @param settings properties of Spring for every service
 * @param options of every service's JVM
 */
record Layout(Map<String, Integer> replicas, Map<String, String> settings, List<String> options) {
    /** Limits short enough for a run of minutes: what waits for hours in production ends within it. */
    private static final Map<String, String> SHORT_LIMITS = Map.of(
            "orderly.orders.payment-timeout", "45s",
            "orderly.inventory.hold-limit", "90s",
            "orderly.orders.retry-max", "2s",
            "orderly.orders.sweep-every", "2s",
            "orderly.orders.sweep-after", "10s",
            "orderly.orders.price-wait", "4s",
            "orderly.payments.retry-max", "2s",
            "orderly.payments.sandbox.late-after", "60s",
            "management.tracing.sampling.probability", "0",
            "DB_MAX_CONNECTIONS", "8");

    /** Two of those that push orders, take money and answer questions. */
    static Layout usual() {
        return new Layout(Map.of("order-saga", 2, "payments", 2, "product-query", 2), SHORT_LIMITS, List.of());
    }

    /** One of each. */
    static Layout single() {
        return new Layout(Map.of(), SHORT_LIMITS, List.of());
    }

    Layout with(String service, int count) {
        var changed = new HashMap<>(replicas);
        changed.put(service, count);
        return new Layout(Map.copyOf(changed), settings, options);
    }

    /** The same with more options for every service's JVM. */
    Layout with(List<String> jvmOptions) {
        return new Layout(replicas, settings, List.copyOf(jvmOptions));
    }

    int count(String service) {
        return replicas.getOrDefault(service, 1);
    }
}
