package shop.orderly.audit.views;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** An order's timeline: an entry for every event about it, in the order in which they became known, each once. */
final class TimelineFold implements Fold {
    private final Map<String, Event> byId = new LinkedHashMap<>();

    @Override
    public void apply(Event event) {
        byId.putIfAbsent(event.id(), event);
    }

    @Override
    public List<List<@Nullable String>> rows() {
        var rows = new ArrayList<List<@Nullable String>>();
        for (var event : byId.values()) {
            var words = TimelineWords.of(event);
            rows.add(Columns.row(
                    event.key(), rows.size() + 1, event.id(), event.at(), event.type(), words.actor(), words.detail()));
        }
        return rows;
    }
}
