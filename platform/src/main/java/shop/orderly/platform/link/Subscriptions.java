package shop.orderly.platform.link;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a service wants to hear of others: the topics whose events its inbox appends to the own store. A service
 * declares it as a bean; several beans (one per context) add up. Without any, no inbox runs.
 */
public final class Subscriptions {

    private final Set<String> topics;

    private Subscriptions(Set<String> topics) {
        this.topics = Collections.unmodifiableSet(topics);
    }

    /** Subscribes to these topics, each {@code <context>.events}. */
    public static Subscriptions to(String... topics) {
        return new Subscriptions(new TreeSet<>(List.of(topics)));
    }

    /** These topics and all of another list. */
    public Subscriptions and(Subscriptions others) {
        var sum = new TreeSet<>(topics);
        sum.addAll(others.topics);
        return new Subscriptions(sum);
    }

    /** Every topic listened to, in alphabetical order. */
    public Set<String> topics() {
        return topics;
    }
}
