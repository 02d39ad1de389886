package shop.orderly.audit.invariants;

import shop.orderly.audit.stores.Stores;
import shop.orderly.audit.views.Comparison;
import shop.orderly.audit.views.View;
import shop.orderly.audit.views.Views;

/** Row by row, each view against a fold of its own database's events up to where its group stands. */
final class ViewsEqualTheirEvents implements Invariant {
    @Override
    public String id() {
        return "I5";
    }

    @Override
    public String title() {
        return "views";
    }

    @Override
    public String says() {
        return "every view equals a fresh fold of its events, and every group has handled exactly the events below its tokens";
    }

    @Override
    public Finding check(Stores stores) {
        var found = new Finding.Builder("views", "rows");
        for (var view : Views.all()) {
            found.count("views");
            Comparison.of(view, stores.store(view.database()), new Counting(view, found));
        }
        return found.finding();
    }

    private record Counting(View view, Finding.Builder found) implements Comparison.Listener {
        @Override
        public void compared(int rows, int parked, int discarded) {
            found.count("rows", rows);
            if (discarded > 0) {
                found.count("discarded");
            }
            if (parked > 0) {
                found.count("parked");
            }
        }

        @Override
        public void differs(String key, String words) {
            found.violate(view.database().usualName() + " " + key, words);
        }
    }
}
