package shop.orderly.launcher.operator;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "projections",
        mixinStandardHelpOptions = true,
        description = "Shows every processing group of every service: how far it is, who works on it, what is wrong.")
public final class ProjectionsCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OperatorOptions options;

    @Option(names = "--service", description = "Of one service only.")
    private @Nullable String service;

    @Option(names = "--segments", description = "A line for each segment.")
    private boolean segments;

    private static final Table GROUPS = new Table()
            .column("SERVICE", "service")
            .column("NAME", "name")
            .column("KIND", "kind")
            .column("POSITION", item -> Words.count(item, "position"))
            .column("HEAD", item -> Words.count(item, "head"))
            .column("BEHIND", item -> Words.count(item, "lag_events"))
            .column("BY", item -> Words.time(item, "lag_seconds"))
            .column("SEGMENTS", ProjectionsCommand::segmentsOf)
            .column("PARKED", item -> Words.count(item, "dead_letters"))
            .column("REBUILD", ProjectionsCommand::rebuildOf)
            .column("LAST ERROR", "last_error");

    private static final Table SEGMENTS = new Table()
            .column("SEGMENT", "segment")
            .column("POSITION", item -> Words.count(item, "position"))
            .column("HERE", "here")
            .column("OWNER", "owner");

    @Override
    public Integer call() {
        var answer = options.open().get("/projections" + Door.query(service));
        if (options.isJson()) {
            options.out().println(Json.pretty(answer.json()));
            return 0;
        }
        var items = answer.json().path("items");
        options.out().println(GROUPS.of(items, "There are none."));
        if (segments) {
            items.forEach(this::printSegments);
        }
        Away.report(answer.json(), options.out());
        return 0;
    }

    private void printSegments(JsonNode item) {
        options.out().println();
        options.out().println(Table.text(item, "service") + " " + Table.text(item, "name"));
        options.out().println(SEGMENTS.of(item.path("segments"), "Nobody has started it yet."));
    }

    /** {@code 2}, or {@code 1/2 waiting} when not all are worked on. */
    private static String segmentsOf(JsonNode item) {
        var failing = item.path("failing").asInt(0);
        var all = item.path("segments").size();
        return failing == 0 ? Integer.toString(all) : all + " (" + failing + " waiting)";
    }

    private static String rebuildOf(JsonNode item) {
        var rebuild = item.path("rebuild");
        return rebuild.isObject() ? Rebuild.of(rebuild).inShort() : "";
    }
}
