package shop.orderly.faults;

import java.util.List;

/**
 * Everything a run leaves behind.
 *
 * @param restMillis from the last heal until every order rested; -1 if they never did within the limit
 * @param notAvailable kinds of faults that this machine cannot do, with the reason
 */
record RunResult(
        String name,
        long seed,
        String form,
        double perSecond,
        List<Injected> injected,
        List<Operation> operations,
        long accepted,
        long restMillis,
        List<String> notAvailable,
        Verdict verdict) {}
