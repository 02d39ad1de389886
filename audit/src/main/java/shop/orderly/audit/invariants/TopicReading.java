package shop.orderly.audit.invariants;

import java.util.BitSet;
import java.util.Set;
import shop.orderly.audit.stores.Event;
import shop.orderly.audit.stores.Stores;
import shop.orderly.audit.stores.Topic;
import shop.orderly.audit.stores.Topics;

/** What a topic holds, record by record, against what its publisher has. */
final class TopicReading implements Topics.Reader {
    private final Topic topic;
    private final PublishedIndex published;
    private final Set<String> unreadable;
    private final Finding.Builder found;
    private final BitSet seen = new BitSet();
    private final Strangers strangers;
    private long forgottenBefore;
    private boolean isTrimmed;

    /** @param unreadable places of records that are known to be no events */
    TopicReading(Topic topic, PublishedIndex published, Set<String> unreadable, Finding.Builder found) {
        this.topic = topic;
        this.published = published;
        this.unreadable = unreadable;
        this.found = found;
        this.strangers = new Strangers(topic, topic.title(), found);
    }

    /** Which of the published events are there. */
    BitSet seen() {
        return seen;
    }

    @Override
    public void on(Topics.Received record) {
        found.count("records");
        var place = topic.title() + "-" + record.partition() + "@" + record.offset();
        if (unreadable.contains(place)) {
            found.count("known to be unreadable");
            return;
        }
        if (record.id() == null || !String.valueOf(record.key()).equals(record.subject())) {
            found.violate(place, "is no event, or is not keyed by what it is about: " + record.key());
            return;
        }
        var index = published.indexOf(record.id());
        if (index < 0) {
            strangers.add(record.id());
        } else if (!seen.get(index)) {
            seen.set(index);
            // On a trimmed topic the one before may have been thrown away.
            found.require(
                    published.isFirst(index) || seen.get(index - 1) || record.isTrimmed(),
                    place,
                    () -> "%s comes before its predecessor".formatted(record.key()));
        }
    }

    @Override
    public void forgottenBefore(long micros) {
        isTrimmed = true;
        forgottenBefore = micros;
    }

    void lookAgain(Stores stores) {
        strangers.lookAgain(stores);
    }

    /** What is published and not there. */
    void judgeMissing(Stores stores) {
        if (seen.cardinality() == published.size()) {
            return;
        }
        var index = 0;
        try (var events = stores.store(topic.publisher()).streams(topic.types())) {
            for (var event = events.take(); event != null; event = events.take()) {
                if (!seen.get(index)) {
                    judge(event, stores);
                }
                index++;
            }
        }
    }

    private void judge(Event event, Stores stores) {
        if (stores.isYoung(topic.publisher(), event.at())) {
            found.count("under way");
        } else if (isTrimmed && event.at() < forgottenBefore) {
            found.count("older than the topic keeps");
        } else {
            found.violate(event.aggregate(), event + " is not on " + topic.title());
        }
    }
}
