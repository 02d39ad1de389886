package shop.orderly.faults;

import java.time.Duration;

/**
 * One fault.
 *
 * @param target a process ({@code payments-1}), a service, a link, a topic or a server, as its kind wants it
 * @param lasts from when it is done until it is healed
 * @param after how long its round has been under way when it is done
 */
record Injection(FaultKind kind, String target, Duration lasts, Duration after) {
    Injection(FaultKind kind, String target, Duration lasts) {
        this(kind, target, lasts, Duration.ZERO);
    }

    /** The same, so much later than the others of its round. */
    Injection later(Duration by) {
        return new Injection(kind, target, lasts, by);
    }

    @Override
    public String toString() {
        return kind.text() + " of " + target + " for " + lasts.toMillis() + " ms";
    }
}
