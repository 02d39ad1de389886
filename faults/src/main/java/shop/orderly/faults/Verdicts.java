package shop.orderly.faults;

import java.util.Collection;
import java.util.List;

/** Somebody independent who reads what a run left in the stores. */
interface Verdicts {
    /**
     * What does not add up, in words; empty if everything does.
     *
     * @param accepted orders that clients were told of
     */
    List<String> findings(Collection<String> accepted);
}
