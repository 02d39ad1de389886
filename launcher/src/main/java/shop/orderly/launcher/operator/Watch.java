package shop.orderly.launcher.operator;

import java.time.Duration;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Shows how a rebuild gets on: a moving line on a terminal, a line every few seconds elsewhere. */
final class Watch {
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration SPEAK = Duration.ofSeconds(5);

    private final OperatorOptions options;
    private final Supplier<JsonNode> rebuild;
    private final String projection;
    /** Told by the script: Java cannot ask before 22. */
    private final boolean isTerminal = Boolean.getBoolean("orderly.terminal");

    Watch(OperatorOptions options, Supplier<JsonNode> rebuild, String projection) {
        this.options = options;
        this.rebuild = rebuild;
        this.projection = projection;
    }

    /** @return the exit code: 0 if it ended well, 1 if not, or if it was paused */
    int untilItEnds() throws InterruptedException {
        var hint = new Thread(
                () -> options.out()
                        .println(
                                "\nIt goes on by itself. Watch it again: ./orderly replay " + projection + " --follow"),
                "hint");
        Runtime.getRuntime().addShutdownHook(hint);
        try {
            return options.isJson() ? silently() : loudly();
        } finally {
            Runtime.getRuntime().removeShutdownHook(hint);
        }
    }

    private int silently() throws InterruptedException {
        var now = Rebuild.of(rebuild.get());
        while (isMoving(now)) {
            Thread.sleep(LOOK);
            now = Rebuild.of(rebuild.get());
        }
        options.out().println(Json.pretty(now.json()));
        return now.isGood() ? 0 : 1;
    }

    private int loudly() throws InterruptedException {
        var spoken = System.nanoTime() - SPEAK.toNanos();
        var now = Rebuild.of(rebuild.get());
        while (isMoving(now)) {
            if (isTerminal) {
                options.out().print("\r\u001b[2K" + now.line());
                options.out().flush();
            } else if (System.nanoTime() - spoken >= SPEAK.toNanos()) {
                options.out().println(now.line());
                spoken = System.nanoTime();
            }
            Thread.sleep(LOOK);
            now = Rebuild.of(rebuild.get());
        }
        options.out().println((isTerminal ? "\r\u001b[2K" : "") + now.line());
        if (!now.error().isEmpty()) {
            options.out().println(now.error());
        }
        return now.isGood() ? 0 : 1;
    }

    private static boolean isMoving(Rebuild rebuild) {
        return !rebuild.hasEnded() && !rebuild.state().equals("paused");
    }
}
