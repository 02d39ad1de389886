package shop.orderly.platform.link;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a service tells others: which of its own event families go to which topic. A service declares it as a bean;
 * several beans (one per context) add up. Without any, no outbox runs.
 *
 * <p>Only own families belong here. An event that came in by the inbox is never published again, even if its family is
 * listed by mistake.
 */
public final class Publications {

    private final Map<Class<?>, String> topics;

    private Publications(Map<Class<?>, String> topics) {
        this.topics = Collections.unmodifiableMap(topics);
    }

    /** The start of every list: nothing is published. */
    public static Publications none() {
        return new Publications(Map.of());
    }

    /**
     * This list and one more family.
     *
     * @param topic {@code <context>.events}
     * @param family the sealed interface (or single record) whose events go there
     */
    public Publications and(String topic, Class<?> family) {
        var more = new LinkedHashMap<>(topics);
        var other = more.putIfAbsent(family, topic);
        if (other != null && !other.equals(topic)) {
            throw new IllegalArgumentException(
                    family.getName() + " cannot be published to both " + other + " and " + topic);
        }
        return new Publications(more);
    }

    /** This list and all of another. */
    public Publications and(Publications others) {
        var sum = this;
        for (var one : others.topics.entrySet()) {
            sum = sum.and(one.getValue(), one.getKey());
        }
        return sum;
    }

    /** Where an event of this class is published; empty if it stays inside. */
    public Optional<String> topicOf(Class<?> eventClass) {
        return topics.entrySet().stream()
                .filter(one -> one.getKey().isAssignableFrom(eventClass))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Every topic written to, in alphabetical order. */
    public Set<String> topics() {
        return Collections.unmodifiableSet(new TreeSet<>(topics.values()));
    }
}
