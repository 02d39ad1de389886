package shop.orderly.launcher.operator;

import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Numbers and times as people read them. */
final class Words {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private Words() {}

    /** {@code 1 204 311}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /** {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String time(Duration duration) {
        var seconds = duration.toSeconds();
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        return seconds < HOUR
                ? seconds / MINUTE + " min " + seconds % MINUTE + " s"
                : seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }

    /** Seconds in a field as a time; nothing if there are none. */
    static String time(JsonNode item, String field) {
        var seconds = item.path(field);
        return seconds.isNumber() ? time(Duration.ofMillis((long) (1000 * seconds.asDouble()))) : "";
    }

    static String count(JsonNode item, String field) {
        var number = item.path(field);
        return number.isNumber() ? count(number.asLong()) : "";
    }
}
