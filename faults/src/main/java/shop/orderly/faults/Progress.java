package shop.orderly.faults;

import java.util.Locale;

/** Lines for the person who waits. */
final class Progress {
    private Progress() {}

    static void say(long millis, String line) {
        System.out.println(String.format(Locale.ROOT, "%7.1f s  %s", millis / 1000.0, line));
    }
}
