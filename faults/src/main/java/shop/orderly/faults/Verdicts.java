package shop.orderly.faults;

import java.time.Duration;
import java.util.Collection;
import shop.orderly.launcher.Machine;

/** Somebody independent who reads what a run left in the stores. */
interface Verdicts {
    /**
     * What does not add up, in words, and what could not be seen.
     *
     * @param bound how long an order may take and a message be under way; zero: everything has to rest
     * @param accepted orders that clients were told of
     */
    Machine.Audited audit(Duration bound, Collection<String> accepted);
}
