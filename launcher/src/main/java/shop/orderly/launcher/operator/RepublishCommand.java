package shop.orderly.launcher.operator;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shop.orderly.launcher.client.Problem;
import tools.jackson.databind.JsonNode;

@Command(
        name = "republish",
        mixinStandardHelpOptions = true,
        description = "Sends a service's published events to Kafka again, in order; every inbox drops what it has."
                + " For a topic that was lost, or a consumer that was away for longer than the topic keeps events.")
public final class RepublishCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final String SUFFIX = ".events";

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OperatorOptions options;

    @Parameters(
            paramLabel = "<context>",
            description =
                    "product, inventory, category, user, order or payment; what else its service publishes is sent"
                            + " as well.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String context;

    @Option(
            names = "--from",
            description = "start (default), a time as 2026-01-31T00:00:00Z, or a position of the service's log.")
    private String from = "start";

    @Option(names = "--detach", description = "Start it and do not watch.")
    private boolean detach;

    @Override
    public Integer call() throws InterruptedException {
        var door = options.open();
        var topic = context.endsWith(SUFFIX) ? context : context + SUFFIX;
        var begun = door.post(
                        "/publications/" + Door.encoded(topic) + "/republications",
                        Json.object().put("from", from))
                .json();
        if (options.isJson()) {
            options.out().println(Json.pretty(begun));
        } else {
            options.out()
                    .println("Sending " + Words.count(begun, "events") + " events from position "
                            + Words.count(begun, "from_position") + " on again.");
        }
        var last = -1L;
        while (!detach) {
            var behind = behind(door, topic);
            if (behind != last && !options.isJson()) {
                options.out().println(Words.count(behind) + " to go");
            }
            if (behind == 0) {
                return 0;
            }
            last = behind;
            Thread.sleep(LOOK);
        }
        return 0;
    }

    private static long behind(Door door, String topic) {
        for (JsonNode item : door.get("/publications").json().path("items")) {
            if (item.path("topic").asString("").equals(topic)) {
                return item.path("events_behind").asLong(0);
            }
        }
        throw new Problem("The service does not answer any more; it goes on by itself once it is back. Look again:"
                + " ./orderly projections");
    }
}
