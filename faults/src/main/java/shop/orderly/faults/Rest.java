package shop.orderly.faults;

import java.time.Duration;
import java.util.Collection;
import shop.orderly.launcher.Machine;

/** The time after everything has healed, in which every order has to come to an end. */
final class Rest {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Verdicts verdicts;
    private final Collection<String> accepted;
    private final long since;

    /** @param since when there was nothing left to heal, by {@link System#nanoTime()} */
    Rest(Verdicts verdicts, Collection<String> accepted, long since) {
        this.verdicts = verdicts;
        this.accepted = accepted;
        this.since = since;
    }

    /**
     * What was found in the end.
     *
     * @param millis until nothing was left to find; -1 if there always was something
     */
    record Found(Machine.Audited audited, long millis) {}

    /** Looks until nothing is found any more or time is up. */
    Found await(Duration limit) {
        while (true) {
            var began = System.nanoTime();
            var audited = verdicts.audit(Duration.ZERO, accepted);
            var millis = (System.nanoTime() - since) / 1_000_000;
            var took = Duration.ofNanos(System.nanoTime() - began);
            if (audited.isClean() || millis > limit.toMillis()) {
                return new Found(audited, audited.isClean() ? millis : -1);
            }
            // An audit reads everything, and takes its time from those who are to come to an end.
            Waiting.pause(took.compareTo(LOOK_AGAIN) > 0 ? took : LOOK_AGAIN);
        }
    }
}
