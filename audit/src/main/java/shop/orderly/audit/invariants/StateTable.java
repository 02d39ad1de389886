package shop.orderly.audit.invariants;

import shop.orderly.audit.stores.Event;

/** The states of one aggregate, and which event may happen in which. */
interface StateTable {
    /** Where it is now, in words. */
    String state();

    /** Whether the event may happen now; if so, it has. */
    boolean accept(Event event);
}
