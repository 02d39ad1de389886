package shop.orderly.faults;

import org.jspecify.annotations.Nullable;

/**
 * Something a client wanted, with all its tries.
 *
 * @param number in the order of arrival, from 0
 * @param kind what was wanted
 * @param due when it was to begin by the clock of arrivals, in milliseconds since the load began; latency counts from here
 * @param start when its first try began
 * @param end when its outcome was known or it was given up
 * @param outcome how it ended
 * @param status the last HTTP status; 0 if there was no answer
 * @param tries how often it was sent, with one key
 * @param order the order's id, if the client was told of one
 */
record Operation(
        long number,
        Kind kind,
        long due,
        long start,
        long end,
        Outcome outcome,
        int status,
        int tries,
        @Nullable String order) {

    enum Kind {
        LOOK,
        PLACE,
        CANCEL
    }

    enum Outcome {
        /** Done, and the client was told so. */
        OK,
        /** Answered with a refusal that is right by the rules. */
        REFUSED,
        /** Answered, to the end, that it cannot be done now. */
        FAIL,
        /** No answer to the last try: it may or may not have happened. */
        UNKNOWN
    }

    /** Whether the shop did what a shop should. */
    boolean isAnswered() {
        return outcome == Outcome.OK || outcome == Outcome.REFUSED;
    }

    long latency() {
        return end - due;
    }
}
