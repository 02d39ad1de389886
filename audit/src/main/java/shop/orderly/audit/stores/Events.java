package shop.orderly.audit.stores;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events one after the other, with a look at the next. Only a few of them are in memory at a time. */
public final class Events implements AutoCloseable {
    private final Rows rows;
    private @Nullable Event next;

    Events(Rows rows) {
        this.rows = rows;
        advance();
    }

    /** The next event, which stays; null at the end. */
    public @Nullable Event peek() {
        return next;
    }

    /** The next event; null at the end. */
    public @Nullable Event take() {
        var taken = next;
        if (taken != null) {
            advance();
        }
        return taken;
    }

    /** The key of the next event; null at the end. */
    public @Nullable String key() {
        return next == null ? null : next.key();
    }

    /** All that follow under this key, which must be few; none if others come first. */
    public List<Event> takeAll(String key) {
        var all = new ArrayList<Event>();
        while (next != null && next.key().equals(key)) {
            all.add(next);
            advance();
        }
        return all;
    }

    private void advance() {
        next = rows.next() ? new Event(rows) : null;
    }

    @Override
    public void close() {
        rows.close();
    }
}
