package shop.orderly.platform.link;

import io.micrometer.core.instrument.MeterRegistry;

/** What went out and what came in, counted per topic. */
final class LinkMeters {

    private final MeterRegistry meters;

    LinkMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** An event that Kafka has acknowledged. */
    void published(String topic) {
        count("orderly.outbox.published", topic, 1);
    }

    /** A record that arrived and was dealt with, whatever became of it. */
    void received(String topic) {
        count("orderly.inbox.received", topic, 1);
    }

    /** Events that were stored already. */
    void duplicates(String topic, int number) {
        count("orderly.inbox.duplicates", topic, number);
    }

    /** A record that could not be taken in. */
    void parked(String topic) {
        count("orderly.inbox.parked", topic, 1);
    }

    private void count(String name, String topic, int number) {
        meters.counter(name, "topic", topic).increment(number);
    }
}
