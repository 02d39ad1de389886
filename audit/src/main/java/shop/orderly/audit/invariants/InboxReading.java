package shop.orderly.audit.invariants;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.Event;
import shop.orderly.audit.stores.Store;
import shop.orderly.audit.stores.Stores;
import shop.orderly.audit.stores.Topic;

/** What a subscriber took from a topic, in the order in which it took it, against what the topic holds. */
final class InboxReading {
    private static final String INBOX = """
            SELECT event_identifier FROM domain_event
            WHERE type = ANY (string_to_array(?, ' ')) ORDER BY era, transaction_id, global_index""";

    private static final String APPENDED_WITH = """
            SELECT count(*) FROM domain_event one JOIN domain_event other
                ON other.era = one.era AND other.transaction_id = one.transaction_id
            WHERE one.event_identifier = ?""";

    private static final String PARKED = """
            SELECT convert_from(decode(h ->> 'value', 'base64'), 'UTF8')
            FROM parked_record, jsonb_array_elements(headers) h WHERE topic = ? AND h ->> 'name' = 'ce_id'""";

    private static final String DISCARDED =
            "SELECT event_id FROM discarded_letter WHERE processor = 'inbox' AND letter ->> 'topic' = ?";

    private final Topic topic;
    private final Database subscriber;
    private final PublishedIndex published;
    private final BitSet onTopic;
    private final Finding.Builder found;
    private final BitSet received = new BitSet();
    private final BitSet parked = new BitSet();
    private final BitSet discarded = new BitSet();
    /** What came before its predecessor, by the number of that. */
    private final Map<Integer, String> hasty = new HashMap<>();

    private final Strangers strangers;

    InboxReading(Topic topic, Database subscriber, PublishedIndex published, BitSet onTopic, Finding.Builder found) {
        this.topic = topic;
        this.subscriber = subscriber;
        this.published = published;
        this.onTopic = onTopic;
        this.found = found;
        this.strangers = new Strangers(topic, subscriber.usualName(), found);
    }

    void check(Stores stores) {
        var store = stores.store(subscriber);
        read(PARKED, store, parked);
        read(DISCARDED, store, discarded);
        try (var rows = store.query(INBOX, String.join(" ", topic.types()))) {
            while (rows.next()) {
                receive(rows.name(1), store);
            }
        }
        hasty.values().forEach(this::complain);
        strangers.lookAgain(stores);
        var missing = (BitSet) onTopic.clone();
        missing.andNot(received);
        missing.andNot(parked);
        missing.andNot(discarded);
        count("parked", parked);
        discarded.andNot(parked);
        count("discarded", discarded);
        if (!missing.isEmpty()) {
            judge(missing, stores);
        }
    }

    private void receive(String id, Store store) {
        found.count("received");
        var index = published.indexOf(id);
        if (index < 0) {
            strangers.add(id);
            return;
        }
        if (received.get(index)) {
            found.violate(subscriber.usualName(), "has event %s of %s twice".formatted(id, topic.title()));
            return;
        }
        received.set(index);
        if (!isPreceded(index)) {
            hasty.put(index - 1, id);
        }
        var successor = hasty.remove(index);
        if (successor != null) {
            if (isAlone(id, store)) {
                found.count("taken in late");
            } else {
                complain(successor);
            }
        }
    }

    private void complain(String id) {
        found.violate(subscriber.usualName(), "has event %s of %s before its predecessor".formatted(id, topic.title()));
    }

    /** A record that was parked is taken in again in a transaction of its own, behind those that did not wait for it. */
    private static boolean isAlone(String id, Store store) {
        try (var rows = store.query(APPENDED_WITH, id)) {
            return rows.next() && rows.number(1) == 1;
        }
    }

    /** Those that have not come after all. */
    private void count(String name, BitSet records) {
        records.andNot(received);
        if (!records.isEmpty()) {
            found.count(name, records.cardinality());
        }
    }

    private void read(String sql, Store store, BitSet into) {
        try (var rows = store.query(sql, topic.title())) {
            while (rows.next()) {
                var index = published.indexOf(rows.name(1));
                if (index >= 0) {
                    into.set(index);
                }
            }
        }
    }

    /** Whether the one before it has come, or never will for a reason that is known. */
    private boolean isPreceded(int index) {
        return published.isFirst(index)
                || received.get(index - 1)
                || parked.get(index - 1)
                || discarded.get(index - 1)
                || !onTopic.get(index - 1);
    }

    private void judge(BitSet missing, Stores stores) {
        var index = 0;
        try (var events = stores.store(topic.publisher()).streams(topic.types())) {
            for (var event = events.take(); event != null && !missing.isEmpty(); event = events.take()) {
                if (missing.get(index)) {
                    missing.clear(index);
                    judge(event, stores);
                }
                index++;
            }
        }
    }

    private void judge(Event event, Stores stores) {
        if (stores.isYoung(topic.publisher(), event.at())) {
            found.count("under way");
        } else {
            found.violate(
                    event.aggregate(),
                    event + " is on " + topic.title() + " and did not reach " + subscriber.usualName());
        }
    }
}
