package shop.orderly.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import shop.orderly.audit.stores.Sources;

/** What an audit may be told on the command line, wherever the stores are. */
public final class AuditOptions {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--only", split = ",", paramLabel = "ID", description = "Only these invariants: I1,I5.")
    private List<String> only = List.of();

    @Option(
            names = "--accepted",
            paramLabel = "FILE",
            description = "Order ids, a line each, that a client was told of: they must exist.")
    private @Nullable Path accepted;

    @Option(
            names = "--unreadable",
            paramLabel = "FILE",
            description = "Records, a line each as order.events-0@17, that are known to be no events.")
    private @Nullable Path unreadable;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "Look again until everything is in order, for so long; default ${DEFAULT-VALUE}.")
    private int wait;

    @Option(
            names = "--bound",
            paramLabel = "MINUTES",
            description =
                    "How long an order may take and a message be under way; default ${DEFAULT-VALUE}: everything has to rest.")
    private int bound;

    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    /** Looks until it is in order or the time is over, says what it found, and returns the exit code. */
    public int run(Sources sources, PrintWriter out) throws InterruptedException {
        var audit = audit();
        var start = System.nanoTime();
        var report = audit.of(sources);
        while (!report.isOk()
                && System.nanoTime() - start < Duration.ofSeconds(wait).toNanos()) {
            Thread.sleep(BETWEEN_LOOKS);
            report = audit.of(sources);
        }
        if (json) {
            out.println(report.json());
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return report.exitCode();
    }

    private Audit audit() {
        try {
            return new Audit(Set.copyOf(only), Duration.ofMinutes(bound), linesOf(accepted), linesOf(unreadable));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Set<String> linesOf(@Nullable Path file) {
        if (file == null) {
            return Set.of();
        }
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), "Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
