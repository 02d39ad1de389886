package shop.orderly.audit.invariants;

import java.util.ArrayList;
import java.util.List;
import shop.orderly.audit.stores.Stores;
import shop.orderly.audit.stores.Topic;

/**
 * Events found somewhere that their publisher did not have when its snapshot was taken. What has happened since is there by
 * now; what is still not there never happened.
 */
final class Strangers {
    private static final int LOOKED_UP = 1_000;

    private static final String EXISTING = "SELECT count(*) FROM domain_event WHERE event_identifier = ?";

    private final Topic topic;
    private final String where;
    private final Finding.Builder found;
    private final List<String> ids = new ArrayList<>();

    Strangers(Topic topic, String where, Finding.Builder found) {
        this.topic = topic;
        this.where = where;
        this.found = found;
    }

    void add(String id) {
        if (ids.size() < LOOKED_UP) {
            ids.add(id);
        }
    }

    void lookAgain(Stores stores) {
        if (ids.isEmpty()) {
            return;
        }
        try (var now = stores.afresh(topic.publisher())) {
            for (var id : ids) {
                try (var rows = now.query(EXISTING, id)) {
                    found.require(
                            rows.next() && rows.number(1) == 1,
                            where,
                            () -> "has event %s of %s, which its publisher does not have".formatted(id, topic.title()));
                }
            }
        }
    }
}
