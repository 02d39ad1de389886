package shop.orderly.audit.views;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import shop.orderly.audit.stores.Event;
import shop.orderly.audit.stores.Place;
import shop.orderly.audit.stores.Store;
import shop.orderly.audit.stores.UnreadableException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a processing group has come: by segment, each with a place in the log. Which segment an event belongs to follows
 * from the hash of its sequence's name and from how the segments were split.
 */
final class Progress {
    private static final String TOKENS =
            "SELECT segment, token IS NULL, coalesce(token, '') FROM token_entry WHERE processor_name = ?";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<Integer, Place> places = new HashMap<>();
    private final boolean isAtOnce;

    private Progress(boolean isAtOnce) {
        this.isAtOnce = isAtOnce;
    }

    static Progress of(View view, Store store) {
        return view.isAtOnce() ? new Progress(true) : of(view.group(), store);
    }

    private static Progress of(String group, Store store) {
        var progress = new Progress(false);
        try (var rows = store.query(TOKENS, group)) {
            while (rows.next()) {
                var place = "t".equals(rows.text(2)) ? Place.START : place(group, JSON.readTree(rows.bytes(3)));
                progress.places.put((int) rows.number(1), place);
            }
        }
        return progress;
    }

    private static Place place(String group, JsonNode token) {
        if (token.has("era")) {
            var transaction = token.has("transactionId") ? "transactionId" : "transaction_id";
            var index = token.has("globalIndex") ? "globalIndex" : "global_index";
            return new Place(
                    token.path("era").asInt(),
                    token.path(transaction).asLong(),
                    token.path(index).asLong());
        }
        // While it replays, the rows are made of what it has read again so far.
        if (token.has("currentToken")) {
            var current = token.path("currentToken");
            return current.isNull() ? Place.START : place(group, current);
        }
        throw new UnreadableException("Where " + group + " stands cannot be told from "
                + new String(JSON.writeValueAsBytes(token), StandardCharsets.UTF_8)
                + ": two of its segments are being joined");
    }

    /** Whether an event of this sequence has been handled. */
    boolean covers(Event event, String sequence) {
        if (isAtOnce) {
            return true;
        }
        var place =
                places.isEmpty() ? Place.START : places.getOrDefault(segment(sequence.hashCode(), 0, 0), Place.START);
        return place.compareTo(event.place()) >= 0;
    }

    /** A segment is split if both of its halves are there; an event goes to the half that its next bit says. */
    private int segment(int hash, int segment, int mask) {
        var wider = (mask << 1) | 1;
        var sibling = segment + (wider ^ mask);
        var isSplit = places.keySet().stream().anyMatch(id -> (id & wider) == sibling);
        if (!isSplit) {
            return segment;
        }
        return segment(hash, (hash & wider) == sibling ? sibling : segment, wider);
    }
}
