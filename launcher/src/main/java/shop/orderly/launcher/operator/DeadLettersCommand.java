package shop.orderly.launcher.operator;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shop.orderly.launcher.client.Problem;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Events that could not be handled and wait, with all later ones of their sequence, for a person.",
        subcommands = {DeadLettersCommand.Show.class, DeadLettersCommand.Redrive.class, DeadLettersCommand.Discard.class
        })
public final class DeadLettersCommand implements Callable<Integer> {
    private static final String PATH = "/dead-letters/";

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OperatorOptions options;

    @Option(names = "--processor", description = "Of one processing group only.")
    private @Nullable String processor;

    private static final Table SEQUENCES = new Table()
            .column("SERVICE", "service")
            .column("PROCESSOR", "processor")
            .column("SEQUENCE", "sequence")
            .column("LETTERS", "size")
            .column("EVENT", "event_type")
            .column("CAUSE", DeadLetterCause::of)
            .column("SINCE", "enqueued_at");

    private static final Table LETTERS = new Table()
            .column("EVENT", "event_id")
            .column("TYPE", "event_type")
            .column("REVISION", "revision")
            .column("OF", "aggregate_id")
            .column("NUMBER", "sequence_number")
            .column("CAUSE", DeadLetterCause::of)
            .column("PAYLOAD", "payload");

    @Override
    public Integer call() {
        var query = processor == null ? "" : "?processor=" + Door.encoded(processor);
        var answer = options.open().get("/dead-letters" + query);
        if (options.isJson()) {
            options.out().println(Json.pretty(answer.json()));
            return 0;
        }
        options.out().println(SEQUENCES.of(answer.json().path("items"), "There are none."));
        Away.report(answer.json(), options.out());
        return 0;
    }

    /** Where the letters lie. */
    static final class Place {
        @Parameters(index = "0", paramLabel = "<processor>", description = "The processing group.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String processor;

        @Option(names = "--service", description = "Whose it is, where several services have one of that name.")
        private @Nullable String service;

        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private OperatorOptions options;

        private String path(String act) {
            return PATH + Door.encoded(processor) + act + Door.query(service);
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows all letters of one sequence, in order.")
    static final class Show implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Place place;

        @Parameters(index = "1", paramLabel = "<sequence>", description = "As the list names it.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String sequence;

        @Override
        public Integer call() {
            var path = place.path("");
            var answer = place.options
                    .open()
                    .get(path + (path.contains("?") ? "&" : "?") + "sequence=" + Door.encoded(sequence));
            place.options
                    .out()
                    .println(
                            place.options.isJson()
                                    ? Json.pretty(answer.json())
                                    : LETTERS.of(answer.json().path("items"), "There are none."));
            return 0;
        }
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = "Handles them again, in order: one sequence, or with --all every one of the group.")
    static final class Redrive implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Place place;

        @Parameters(index = "1", arity = "0..1", paramLabel = "<sequence>", description = "As the list names it.")
        private @Nullable String sequence;

        @Option(names = "--all", description = "Every sequence of the group.")
        private boolean all;

        @Override
        public Integer call() {
            if (all == (sequence != null)) {
                throw new Problem("Name a sequence, or say --all.");
            }
            var body = Json.object();
            if (sequence != null) {
                body.put("sequence", sequence);
            }
            var answer = place.options.open().post(place.path("/redrives"), body);
            place.options
                    .out()
                    .println(
                            place.options.isJson()
                                    ? Json.pretty(answer.json())
                                    : answer.field("redriven") + " sequences handled, " + answer.field("still_parked")
                                            + " still parked");
            return answer.field("still_parked").equals("0") ? 0 : 1;
        }
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = "Gives up the first letter of a sequence for good; what it said is kept with the reason.")
    static final class Discard implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Place place;

        @Parameters(index = "1", paramLabel = "<sequence>", description = "As the list names it.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String sequence;

        @Parameters(index = "2", paramLabel = "<event>", description = "The id of its first letter's event.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String event;

        @Option(names = "--reason", required = true, description = "Why.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String reason;

        @Override
        public Integer call() {
            var body = Json.object()
                    .put("sequence", sequence)
                    .put("event_id", event)
                    .put("reason", reason);
            place.options.open().post(place.path("/discards"), body);
            place.options.out().println("Discarded. The rest of the sequence can be redriven now.");
            return 0;
        }
    }
}
