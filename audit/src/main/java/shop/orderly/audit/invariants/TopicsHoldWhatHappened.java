package shop.orderly.audit.invariants;

import shop.orderly.audit.stores.Stores;
import shop.orderly.audit.stores.Topic;
import shop.orderly.audit.stores.UnreadableException;

/**
 * Each topic against the store of who publishes it, and each subscriber's inbox against the topic. Of every event of the
 * topic that is being looked at about 30 bytes are in memory.
 */
final class TopicsHoldWhatHappened implements Invariant {
    @Override
    public String id() {
        return "I7";
    }

    @Override
    public String title() {
        return "topics";
    }

    @Override
    public String says() {
        return "every published event is on Kafka, in order per key, and none that its publisher does not have; "
                + "every inbox holds what the topic holds, once and in order";
    }

    @Override
    public Finding check(Stores stores) {
        var found = new Finding.Builder("events", "records", "received");
        for (var topic : Topic.all()) {
            check(topic, stores, found);
        }
        return found.finding();
    }

    private static void check(Topic topic, Stores stores, Finding.Builder found) {
        var published = new PublishedIndex();
        try (var events = stores.store(topic.publisher()).streams(topic.types())) {
            for (var event = events.take(); event != null; event = events.take()) {
                published.add(event);
            }
        }
        found.count("events", published.size());
        var reading = new TopicReading(topic, published, stores.unreadable(), found);
        if (!stores.topics().read(topic, reading) && published.size() > 0) {
            throw new UnreadableException(
                    "Kafka shows no topic " + topic.title() + ": it does not exist, or this client may not see it");
        }
        reading.lookAgain(stores);
        reading.judgeMissing(stores);
        for (var subscriber : topic.subscribers()) {
            new InboxReading(topic, subscriber, published, reading.seen(), found).check(stores);
        }
    }
}
