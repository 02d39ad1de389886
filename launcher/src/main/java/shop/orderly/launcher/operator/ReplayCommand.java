package shop.orderly.launcher.operator;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shop.orderly.launcher.client.Answer;
import shop.orderly.launcher.client.Problem;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Rebuilds a projection from its service's events beside the rows that are read meanwhile, verifies it"
                        + " and swaps. Ctrl-C stops watching, not the rebuild.")
public final class ReplayCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OperatorOptions options;

    @Parameters(paramLabel = "<projection>", description = "As ./orderly projections names it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String projection;

    @Option(
            names = "--from",
            description =
                    "start: empty rows and all events (default). A time as 2026-01-31T00:00:00Z, or a position of the"
                            + " log: the present rows and the events from there on once more.")
    private String from = "start";

    @Option(names = "--service", description = "Whose it is, where several services have one of that name.")
    private @Nullable String service;

    @Option(names = "--detach", description = "Start it and do not watch.")
    private boolean detach;

    @ArgGroup
    private @Nullable Act act;

    /** Something else than to start one. */
    static final class Act {
        @Option(names = "--follow", description = "Watch the one under way.")
        private boolean follow;

        @Option(names = "--pause", description = "Pause the one under way.")
        private boolean pause;

        @Option(names = "--resume", description = "Go on with a paused one.")
        private boolean resume;

        @Option(names = "--cancel", description = "Give up the one under way; the rows that are read stay as they are.")
        private boolean cancel;

        @Option(names = "--rollback", description = "Read the rows from before the last rebuild again.")
        private boolean rollback;

        private String verb() {
            var said =
                    Map.of("follow", follow, "pause", pause, "resume", resume, "cancel", cancel, "rollback", rollback);
            return said.entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        var door = options.open();
        if (act == null) {
            return start(door);
        }
        var verb = act.verb();
        if (verb.equals("rollback")) {
            return told(door.post(path() + "/rollback" + Door.query(service), Json.object()));
        }
        var id = underWay(door);
        if (verb.equals("follow")) {
            return watch(door, id);
        }
        var answer = door.post(path(id) + "/" + verb + Door.query(service), Json.object());
        return verb.equals("resume") && !detach ? watch(door, id) : told(answer);
    }

    private int start(Door door) throws InterruptedException {
        var answer = door.tryPost(
                path() + "/rebuilds" + Door.query(service), Json.object().put("from", from));
        if (answer.status() == 409 && answer.field("type").endsWith(":rebuild_under_way")) {
            throw new Problem(answer.field("detail") + " Watch it: ./orderly replay " + projection + " --follow");
        }
        Door.good(answer);
        return detach ? told(answer) : watch(door, answer.field("id"));
    }

    private int watch(Door door, String id) throws InterruptedException {
        return new Watch(options, () -> door.get(path(id) + Door.query(service)).json(), projection).untilItEnds();
    }

    /** The rebuild that has not ended. */
    private String underWay(Door door) {
        for (var item : door.get("/projections" + Door.query(service)).json().path("items")) {
            var rebuild = item.path("rebuild");
            if (item.path("name").asString("").equals(projection)
                    && rebuild.isObject()
                    && !Rebuild.of(rebuild).hasEnded()) {
                return Rebuild.of(rebuild).id();
            }
        }
        throw new Problem("No rebuild of " + projection + " is under way. Start one: ./orderly replay " + projection);
    }

    private int told(Answer answer) {
        options.out()
                .println(
                        options.isJson()
                                ? Json.pretty(answer.json())
                                : Rebuild.of(answer.json()).line());
        return 0;
    }

    private String path() {
        return "/projections/" + Door.encoded(projection);
    }

    private String path(String id) {
        return path() + "/rebuilds/" + Door.encoded(id);
    }
}
