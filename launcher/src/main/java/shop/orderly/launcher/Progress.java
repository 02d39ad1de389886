package shop.orderly.launcher;

import java.io.PrintStream;
import java.util.Locale;

/** Says what happens, a line a step, with the seconds since the start. */
final class Progress {
    private final PrintStream out;
    private final long start = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    static Progress silent() {
        return new Progress(new PrintStream(
                java.io.OutputStream.nullOutputStream(), true, java.nio.charset.StandardCharsets.UTF_8));
    }

    void line(String text) {
        out.println(text);
    }

    void step(String what, String how) {
        out.println(String.format(Locale.ROOT, "%6.1f s  %-16s %s", seconds(), what, how));
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
