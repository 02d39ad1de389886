package shop.orderly.launcher.operator;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shop.orderly.launcher.client.Problem;

@Command(
        name = "snapshots",
        mixinStandardHelpOptions = true,
        description = "Shows the snapshots of long aggregates, drops them, or makes them anew.")
public final class SnapshotsCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OperatorOptions options;

    @Option(names = "--service", description = "Of one service only.")
    private @Nullable String service;

    @Option(names = "--drop", description = "Delete them; aggregates load from their events.")
    private boolean drop;

    @Option(names = "--rebuild", description = "Make them from the events.")
    private boolean rebuild;

    @Override
    public Integer call() {
        if (drop && rebuild) {
            throw new Problem("Either --drop them or --rebuild them.");
        }
        var door = options.open();
        var query = Door.query(service);
        var answer = drop
                ? door.delete("/snapshots" + query)
                : rebuild ? door.post("/snapshots/rebuilds" + query, Json.object()) : door.get("/snapshots" + query);
        if (options.isJson()) {
            options.out().println(Json.pretty(answer.json()));
            return 0;
        }
        var items = answer.json().path("items");
        var table = new Table().column("SERVICE", "service");
        if (drop) {
            table.column("DROPPED", item -> Words.count(item, "dropped"));
        } else if (rebuild) {
            table.column("MADE", item -> Words.count(item, "made"));
        } else {
            table.column("AGGREGATE", "aggregate_type")
                    .column("SNAPSHOTS", item -> Words.count(item, "count"))
                    .column("NEWEST", "newest_at");
        }
        options.out().println(table.of(items, "There are none."));
        Away.report(answer.json(), options.out());
        return 0;
    }
}
