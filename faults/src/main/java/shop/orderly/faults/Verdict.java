package shop.orderly.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run says about the shop.
 *
 * @param reasons why it is not {@link Outcome#PASSED}
 * @param outside operations that no fault touched
 * @param answered how many of those were answered as they should be
 */
record Verdict(Outcome outcome, List<String> reasons, long outside, long answered) {
    private static final double ENOUGH = 0.95;
    private static final int FEWEST = 20;

    enum Outcome {
        PASSED,
        UNKNOWN,
        VIOLATED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Violated if anything does not add up, whatever else; unknown if the run shows too little; else passed.
     *
     * @param findings of the audit
     * @param trouble what kept the run from its end; empty if nothing did
     */
    static Verdict of(
            List<String> findings, List<Injected> injected, List<Operation> operations, List<String> trouble) {
        var outside = operations.stream()
                .filter(one -> injected.stream().noneMatch(fault -> fault.covers(one)))
                .toList();
        var answered = outside.stream().filter(Operation::isAnswered).count();
        var reasons = new ArrayList<>(findings);
        var isViolated = !findings.isEmpty();
        reasons.addAll(trouble);
        injected.stream()
                .filter(one -> !one.evidence().isSeen())
                .forEach(one -> reasons.add("No evidence of " + one.injection() + ": "
                        + one.evidence().facts()));
        if (outside.size() < FEWEST) {
            reasons.add("Only " + outside.size() + " operations were outside of faults");
        } else if (answered < ENOUGH * outside.size()) {
            reasons.add("Only " + answered + " of " + outside.size() + " operations outside of faults were answered");
        }
        var outcome = isViolated ? Outcome.VIOLATED : reasons.isEmpty() ? Outcome.PASSED : Outcome.UNKNOWN;
        return new Verdict(outcome, List.copyOf(reasons), outside.size(), answered);
    }
}
