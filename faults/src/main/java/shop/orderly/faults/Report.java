package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A run's result for people (Markdown) and for programs (JSON), side by side. */
final class Report {
    private static final int MOST_REASONS = 50;
    private final RunResult result;

    Report(RunResult result) {
        this.result = result;
    }

    /** Writes both and answers where the readable one is. */
    Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            var text = folder.resolve(result.name() + ".md");
            Files.writeString(text, markdown());
            Files.writeString(
                    folder.resolve(result.name() + ".json"),
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json()));
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything but the single operations, which have a log of their own. */
    private Map<String, Object> json() {
        var json = new TreeMap<String, Object>();
        json.put("name", result.name());
        json.put("seed", result.seed());
        json.put("form", result.form());
        json.put("operations_per_second", result.perSecond());
        json.put("verdict", result.verdict());
        json.put("injected", result.injected());
        json.put("not_available", result.notAvailable());
        json.put("operations", outcomes());
        json.put("latency_ms_outside_of_faults", latencies());
        json.put("orders_accepted", result.accepted());
        json.put("rest_ms", result.restMillis());
        return json;
    }

    String markdown() {
        var text = new StringBuilder();
        var verdict = result.verdict();
        line(text, "# Faults: %s (%s)%n", verdict.outcome().text(), result.name());
        line(
                text,
                "Form %s, seed %d, %.1f operations a second. %d operations, %d orders accepted, %d injections, kinds: %d, kills: %d.%n",
                result.form(),
                result.seed(),
                result.perSecond(),
                result.operations().size(),
                result.accepted(),
                result.injected().size(),
                byKind().size(),
                result.injected().stream()
                        .filter(one -> one.injection().kind().isKill())
                        .count());
        line(
                text,
                "Outside of faults %d of %d operations were answered as they should be. Outcomes: %s. Latency outside of faults: %s.%n",
                verdict.answered(),
                verdict.outside(),
                outcomes(),
                latencies());
        line(
                text,
                result.restMillis() < 0
                        ? "Not everything came to rest.%n"
                        : "Everything was at rest %.1f s after the load had ended on the healed shop (goal 60 s).%n",
                result.restMillis() / 1000.0);
        if (!result.notAvailable().isEmpty()) {
            line(text, "Not available on this machine: %s.%n", String.join(", ", result.notAvailable()));
        }
        if (!verdict.reasons().isEmpty()) {
            line(text, "## Why%n");
            verdict.reasons().stream().limit(MOST_REASONS).forEach(reason -> line(text, "- %s", reason));
            line(text, "");
        }
        recoveries(text);
        injections(text);
        return text.toString();
    }

    private void recoveries(StringBuilder text) {
        line(text, "## From a kill to the next order%n");
        line(
                text,
                "| killed | times | first order accepted after the heal, longest | goal | process ready again, longest | orders under way at their end, longest (goal 60 s) |");
        line(text, "|---|---|---|---|---|---|");
        recovery(text, FaultKind.KILL_SERVICE, "15 s");
        recovery(text, FaultKind.KILL_POSTGRES, "30 s");
        recovery(text, FaultKind.KILL_KAFKA, "45 s");
        line(text, "");
    }

    private void recovery(StringBuilder text, FaultKind kind, String goal) {
        var kills = byKind().getOrDefault(kind, List.of());
        if (kills.isEmpty()) {
            return;
        }
        var isAlwaysAccepted = kills.stream().noneMatch(one -> one.accepted() == null);
        var accepted = kills.stream()
                .mapToLong(one -> one.accepted() == null ? 0 : one.accepted() - one.heal())
                .max();
        var ready = kills.stream().mapToLong(one -> one.ready() - one.heal()).max();
        var isAlwaysSettled = kills.stream().noneMatch(one -> one.settled() == null);
        var settled = kills.stream()
                .mapToLong(one -> one.settled() == null ? 0 : one.settled())
                .max();
        line(
                text,
                "| %s | %d | %s | %s | %.1f s | %s |",
                kind.text().substring("kill ".length()),
                kills.size(),
                isAlwaysAccepted ? seconds(accepted.orElse(0)) : "never",
                goal,
                ready.orElse(0) / 1000.0,
                isAlwaysSettled ? seconds(settled.orElse(0)) : "never");
    }

    private void injections(StringBuilder text) {
        line(text, "## Injections%n");
        line(
                text,
                "| at | what | target | lasted | ready after | next order after | orders settled after | evidence |");
        line(text, "|---|---|---|---|---|---|---|---|");
        result.injected().stream()
                .sorted(Comparator.comparingLong(Injected::start))
                .forEach(one -> line(
                        text,
                        "| %.1f s | %s | `%s` | %.1f s | %.1f s | %s | %s | %s%s |",
                        one.start() / 1000.0,
                        one.injection().kind().text(),
                        one.injection().target(),
                        (one.heal() - one.start()) / 1000.0,
                        (one.ready() - one.heal()) / 1000.0,
                        one.accepted() == null ? "never" : seconds(one.accepted() - one.heal()),
                        one.settled() == null ? "never" : seconds(one.settled()),
                        one.evidence().isSeen() ? "" : "**none:** ",
                        new TreeMap<>(one.evidence().facts())));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private Map<FaultKind, List<Injected>> byKind() {
        return result.injected().stream()
                .collect(Collectors.groupingBy(one -> one.injection().kind(), TreeMap::new, Collectors.toList()));
    }

    private Map<String, Long> outcomes() {
        return result.operations().stream()
                .collect(Collectors.groupingBy(
                        one -> (one.kind() + " " + one.outcome()).toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private Map<String, Long> latencies() {
        Predicate<Operation> isOutside =
                operation -> result.injected().stream().noneMatch(fault -> fault.covers(operation));
        var sorted = result.operations().stream()
                .filter(isOutside)
                .mapToLong(Operation::latency)
                .sorted()
                .toArray();
        var latencies = new TreeMap<String, Long>();
        for (var percent : new int[] {50, 90, 99, 100}) {
            if (sorted.length > 0) {
                latencies.put("p" + percent, sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)]);
            }
        }
        return latencies;
    }

    @SuppressWarnings("AnnotateFormatMethod") // an annotation of a library for one private method
    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
