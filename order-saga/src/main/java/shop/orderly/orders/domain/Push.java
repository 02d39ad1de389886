package shop.orderly.orders.domain;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.event.FulfilmentDelayed;

/**
 * How the pushing of an order goes, as far as the order has to know.
 *
 * @param failing the steps that failed and have neither worked nor been retried since
 * @param lastDelay since it was retried last
 * @param lastResume the id of the last resumption
 * @param resolution the operator's note if it was settled by hand
 */
record Push(
        Set<FulfilmentStep> failing,
        @Nullable FulfilmentDelayed lastDelay,
        @Nullable String lastResume,
        @Nullable String resolution) {

    static final Push START = new Push(Set.of(), null, null, null);

    Push {
        failing = Set.copyOf(failing);
    }

    boolean isFailing() {
        return !failing.isEmpty();
    }

    boolean isFailing(FulfilmentStep step) {
        return failing.contains(step);
    }

    boolean isResolved() {
        return resolution != null;
    }

    /** Whether this very try was written down already. */
    boolean knows(FulfilmentDelayed delay) {
        return lastDelay != null
                && lastDelay.step() == delay.step()
                && lastDelay.attempt() == delay.attempt()
                && lastDelay.failures() == delay.failures();
    }

    /** An order that is not undone has one step at a time. */
    Push delayed(FulfilmentDelayed delay) {
        var steps = EnumSet.noneOf(FulfilmentStep.class);
        steps.addAll(failing);
        steps.remove(FulfilmentStep.RESERVE);
        steps.remove(FulfilmentStep.COMMIT);
        if (delay.failures() > 0) {
            steps.add(delay.step());
        }
        return new Push(steps, delay, lastResume, resolution);
    }

    Push works(FulfilmentStep step) {
        var steps = EnumSet.noneOf(FulfilmentStep.class);
        steps.addAll(failing);
        steps.remove(step);
        return new Push(steps, lastDelay, lastResume, resolution);
    }

    /** What failed before does not matter any more. */
    Push moved() {
        return new Push(Set.of(), lastDelay, lastResume, resolution);
    }

    /** An operator has the failed steps tried again, the refund as well. */
    Push retried() {
        return new Push(Set.of(), null, lastResume, resolution);
    }

    /** The saga tries its own steps again; whether the refund fails is for payments to say. */
    Push resumed(String resumeId) {
        var steps = EnumSet.noneOf(FulfilmentStep.class);
        if (isFailing(FulfilmentStep.REFUND)) {
            steps.add(FulfilmentStep.REFUND);
        }
        return new Push(steps, null, resumeId, resolution);
    }

    Push resolved(String note) {
        return new Push(Set.of(), lastDelay, lastResume, note);
    }

    /** The order moves although it was settled by hand. */
    Push reopened() {
        return new Push(failing, lastDelay, lastResume, null);
    }
}
