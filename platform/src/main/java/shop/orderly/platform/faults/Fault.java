package shop.orderly.platform.faults;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One way to misbehave.
 *
 * @param share of the calls that it strikes, more than 0 and at most 1
 * @param delay of {@link Kind#SLOW}, 1 ms to 60 s; else zero
 * @param group whose events are poisoned; empty = every group's
 * @param times how many events of a group are poisoned, from 1 upwards
 */
record Fault(Kind kind, double share, Duration delay, String group, int times) {

    /** What happens. */
    public enum Kind {
        /** The answer is no. */
        DECLINE,
        /** The answer comes late. */
        SLOW,
        /** It is done, but the answer gets lost. */
        TIMEOUT,
        /** The call cannot be worked with. */
        FAIL,
        /** Nobody is there. */
        UNAVAILABLE,
        /** An event's handler fails. */
        POISON,
        /** Nothing can be sent. */
        DOWN,
        /** Nothing is taken in. */
        PAUSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern SHARE = Pattern.compile("(0(\\.\\d{1,6})?|1(\\.0{1,6})?)");
    private static final Pattern DELAY = Pattern.compile("(\\d{1,5})(ms|s)");
    private static final Pattern GROUP = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern TIMES = Pattern.compile("[1-9]\\d{0,3}");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException if the text is no fault of this kind */
    static Fault of(Kind kind, String argument) {
        return switch (kind) {
            case DECLINE, TIMEOUT, FAIL -> new Fault(kind, share(argument), Duration.ZERO, "", 1);
            case SLOW -> new Fault(kind, 1, delay(argument), "", 1);
            case POISON -> poison(argument);
            case UNAVAILABLE, DOWN, PAUSE -> {
                require(argument.isEmpty());
                yield new Fault(kind, 1, Duration.ZERO, "", 1);
            }
        };
    }

    private static double share(String text) {
        if (text.isEmpty()) {
            return 1;
        }
        require(SHARE.matcher(text).matches() && Double.parseDouble(text) > 0);
        return Double.parseDouble(text);
    }

    private static Duration delay(String text) {
        var matcher = DELAY.matcher(text);
        require(matcher.matches());
        var amount = Integer.parseInt(matcher.group(1));
        var delay = matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
        require(delay.isPositive() && delay.compareTo(LONGEST) <= 0);
        return delay;
    }

    private static Fault poison(String text) {
        var colon = text.indexOf(':');
        var group = colon < 0 ? text : text.substring(0, colon);
        var times = colon < 0 ? "1" : text.substring(colon + 1);
        require(text.isEmpty() || GROUP.matcher(group).matches());
        require(TIMES.matcher(times).matches());
        return new Fault(Kind.POISON, 1, Duration.ZERO, group, Integer.parseInt(times));
    }

    private static void require(boolean fine) {
        if (!fine) {
            throw new IllegalArgumentException("No such fault");
        }
    }
}
