package shop.orderly.audit.invariants;

import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** Something that begins with one kind of event, goes on with any other, and may end with a last one. */
final class PlainStates implements StateTable {
    private final String first;
    private final @Nullable String last;
    private String state = "not there";

    PlainStates(String first, @Nullable String last) {
        this.first = first;
        this.last = last;
    }

    @Override
    public String state() {
        return state;
    }

    @Override
    public boolean accept(Event event) {
        var begins = event.type().equals(first);
        if (begins != state.equals("not there") || state.equals("ended")) {
            return false;
        }
        state = event.type().equals(last) ? "ended" : "there";
        return true;
    }
}
