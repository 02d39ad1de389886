package shop.orderly.payments.adapter;

import java.time.Duration;

/**
 * What a token of the sandbox makes the provider do; anything else is declined as {@code unknown_payment_method}.
 *
 * @param delay of {@code tok_slow_<ms>}, at most 60 s; zero for the others
 */
record SandboxToken(Behaviour behaviour, Duration delay) {

    enum Behaviour {
        /** {@code tok_ok}: captures at once. */
        OK,
        /** {@code tok_declined}: declines. */
        DECLINED,
        /** {@code tok_slow_<ms>}: captures after that long. */
        SLOW,
        /** {@code tok_timeout}: does what is asked at once, but its first answers get lost. */
        TIMEOUT,
        /** {@code tok_unavailable}: cannot be asked three times, then does what is asked. */
        UNAVAILABLE,
        /** {@code tok_late}: has no outcome for a long time, cannot be voided, then captures. */
        LATE,
        /** {@code tok_refund_refused}: captures at once, and refuses to give the money back. */
        REFUND_REFUSED,
        UNKNOWN
    }

    private static final String SLOW_PREFIX = "tok_slow_";
    private static final int LONGEST_DELAY = 60_000;

    static SandboxToken of(String paymentMethod) {
        if (paymentMethod.matches(SLOW_PREFIX + "\\d{1,5}")) {
            var millis = Integer.parseInt(paymentMethod.substring(SLOW_PREFIX.length()));
            return new SandboxToken(
                    millis <= LONGEST_DELAY ? Behaviour.SLOW : Behaviour.UNKNOWN, Duration.ofMillis(millis));
        }
        return new SandboxToken(
                switch (paymentMethod) {
                    case "tok_ok" -> Behaviour.OK;
                    case "tok_declined" -> Behaviour.DECLINED;
                    case "tok_timeout" -> Behaviour.TIMEOUT;
                    case "tok_unavailable" -> Behaviour.UNAVAILABLE;
                    case "tok_late" -> Behaviour.LATE;
                    case "tok_refund_refused" -> Behaviour.REFUND_REFUSED;
                    default -> Behaviour.UNKNOWN;
                },
                Duration.ZERO);
    }
}
