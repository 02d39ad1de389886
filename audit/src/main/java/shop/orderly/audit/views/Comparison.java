package shop.orderly.audit.views;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;
import shop.orderly.audit.stores.Events;
import shop.orderly.audit.stores.Rows;
import shop.orderly.audit.stores.Store;

/**
 * One view against a fresh fold of the events that its group has handled, thing by thing: both are read sorted by what
 * they are about.
 */
public final class Comparison {
    private static final String PARKED = "SELECT event_identifier FROM dead_letter_entry WHERE processing_group = ?";
    private static final String DISCARDED = "SELECT event_id FROM discarded_letter WHERE processor = ?";

    /** Hears what comes out. */
    public interface Listener {
        /**
         * A thing was looked at.
         *
         * @param rows how many there are
         * @param parked how many events about it wait as dead letters
         * @param discarded how many events about it an operator has given up
         */
        void compared(int rows, int parked, int discarded);

        /** A thing whose rows are not what they should be. */
        void differs(String key, String words);
    }

    private final View view;
    private final Store store;
    private final Listener listener;
    private final Progress progress;
    private final Set<String> parked;
    private final Set<String> discarded;
    private boolean moreRows;

    private Comparison(View view, Store store, Listener listener) {
        this.view = view;
        this.store = store;
        this.listener = listener;
        this.progress = Progress.of(view, store);
        this.parked = ids(PARKED, view.group(), store);
        this.discarded = ids(DISCARDED, view.group(), store);
    }

    public static void of(View view, Store store, Listener listener) {
        new Comparison(view, store, listener).run();
    }

    private static Set<String> ids(String sql, String group, Store store) {
        var ids = new HashSet<String>();
        try (var rows = store.query(sql, group)) {
            while (rows.next()) {
                ids.add(rows.name(1));
            }
        }
        return ids;
    }

    private void run() {
        var sql = "SELECT (%s) COLLATE \"C\", %s FROM %s ORDER BY 1%s"
                .formatted(
                        view.rowKey(),
                        String.join(", ", view.columns()),
                        view.table(),
                        view.order() == null ? "" : ", " + view.order());
        try (var events = store.events(
                        view.key(),
                        "era, transaction_id, global_index",
                        view.types().toArray(String[]::new));
                var rows = store.query(sql)) {
            moreRows = rows.next();
            while (moreRows || events.peek() != null) {
                var eventKey = events.key();
                var rowKey = moreRows ? rows.name(1) : null;
                var key = eventKey == null || (rowKey != null && rowKey.compareTo(eventKey) < 0)
                        ? Objects.requireNonNull(rowKey)
                        : eventKey;
                compare(key, events, rows);
            }
        }
    }

    private void compare(String key, Events events, Rows rows) {
        var fold = view.fold().get();
        var waiting = 0;
        var givenUp = 0;
        for (var event = events.peek(); event != null && event.key().equals(key); event = events.peek()) {
            if (parked.contains(event.id())) {
                waiting++;
            } else if (discarded.contains(event.id())) {
                givenUp++;
            } else if (isHandled(event)) {
                fold.apply(event);
            }
            events.take();
        }
        var wanted = fold.rows();
        var actual = actual(key, rows);
        if (actual.isEmpty() && mayBeForgotten(wanted)) {
            wanted = List.of();
        }
        listener.compared(actual.size(), waiting, givenUp);
        var words = difference(wanted, actual);
        if (words != null) {
            listener.differs(key, words);
        }
    }

    private boolean isHandled(Event event) {
        return progress.covers(event, view.isSequencedByKey() ? event.key() : event.aggregate());
    }

    private boolean mayBeForgotten(List<List<@Nullable String>> wanted) {
        if (view.forgetsAfterMicros() == 0 || wanted.isEmpty()) {
            return false;
        }
        var at = Objects.requireNonNull(wanted.getFirst().getLast());
        return Long.parseLong(at) < store.now() - view.forgetsAfterMicros();
    }

    private List<List<@Nullable String>> actual(String key, Rows rows) {
        var actual = new ArrayList<List<@Nullable String>>();
        while (moreRows && rows.name(1).equals(key)) {
            var row = new ArrayList<@Nullable String>();
            for (var column = 2; column <= view.columns().size() + 1; column++) {
                row.add(rows.text(column));
            }
            actual.add(row);
            moreRows = rows.next();
        }
        return actual;
    }

    private @Nullable String difference(List<List<@Nullable String>> wanted, List<List<@Nullable String>> actual) {
        for (var i = 0; i < Math.min(wanted.size(), actual.size()); i++) {
            for (var column = 0; column < view.columns().size(); column++) {
                var should = wanted.get(i).get(column);
                var is = actual.get(i).get(column);
                if (!Objects.equals(should, is) && !Columns.ANYTHING.equals(should)) {
                    return "%s.%s is %s where its events give %s"
                            .formatted(view.table(), view.names().get(column), is, should);
                }
            }
        }
        return wanted.size() == actual.size()
                ? null
                : "%s has %d rows where its events give %d".formatted(view.table(), actual.size(), wanted.size());
    }
}
