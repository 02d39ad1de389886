package shop.orderly.audit.views;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Event;

/** What a view should say about one thing, learnt from the events about it. */
interface Fold {
    void apply(Event event);

    /** The rows it should have, in their order; each with the columns in theirs, as text. */
    List<List<@Nullable String>> rows();
}
