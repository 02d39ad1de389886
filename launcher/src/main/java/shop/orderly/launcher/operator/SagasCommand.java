package shop.orderly.launcher.operator;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shop.orderly.launcher.client.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "sagas",
        mixinStandardHelpOptions = true,
        description = "The fulfilment of orders that have not come to rest: where each stands and what it waits for.",
        subcommands = {
            SagasCommand.Show.class,
            SagasCommand.Retry.class,
            SagasCommand.Compensate.class,
            SagasCommand.Resolve.class
        })
public final class SagasCommand implements Callable<Integer> {
    private static final String PATH = "/sagas";

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OperatorOptions options;

    @Option(names = "--state", description = "running, retrying, compensating or stuck; default all.")
    private @Nullable String state;

    @Option(names = "--limit", description = "How many at most, 1 to 100; default ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(names = "--cursor", description = "Where the list before this one ended.")
    private @Nullable String cursor;

    private static final Table SAGAS = new Table()
            .column("ORDER", "order_id")
            .column("STATE", "state")
            .column("STATUS", "order_status")
            .column("AGE", item -> Words.time(item, "age_seconds"))
            .column("STEP", "step")
            .column("FAILURES", "failures")
            .column("NEXT TRY", "next_attempt_at")
            .column("LAST ERROR", "last_error");

    @Override
    public Integer call() {
        var query = "?limit=" + limit
                + (state == null ? "" : "&state=" + Door.encoded(state))
                + (cursor == null ? "" : "&cursor=" + Door.encoded(cursor));
        var answer = options.open().get(PATH + query);
        if (options.isJson()) {
            options.out().println(Json.pretty(answer.json()));
            return 0;
        }
        options.out().println(SAGAS.of(answer.json().path("items"), "There are none."));
        if (!answer.field("next_cursor").isEmpty()) {
            options.out().println("More: --cursor " + answer.field("next_cursor"));
        }
        return 0;
    }

    /** One saga, and what was done to it. */
    static final class One {
        @Parameters(index = "0", paramLabel = "<order>", description = "The order's id.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String order;

        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private OperatorOptions options;

        private int act(String verb, ObjectNode body) {
            return told(options.open().post(PATH + "/" + Door.encoded(order) + "/" + verb, body));
        }

        private int told(Answer answer) {
            var json = answer.json();
            options.out().println(options.isJson() || !json.isObject() ? Json.pretty(json) : lines(json));
            return 0;
        }

        private static String lines(JsonNode json) {
            var lines = new StringBuilder();
            json.properties()
                    .forEach(field -> lines.append(String.format(
                            "%-16s %s%n",
                            field.getKey(),
                            field.getValue().asString(field.getValue().toString()))));
            return lines.toString().stripTrailing();
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one.")
    static final class Show implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private One one;

        @Override
        public Integer call() {
            return one.told(one.options.open().get(PATH + "/" + Door.encoded(one.order)));
        }
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Tries the step that failed again now, instead of at its next time.")
    static final class Retry implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private One one;

        @Override
        public Integer call() {
            return one.act("retry", Json.object());
        }
    }

    @Command(
            name = "compensate",
            mixinStandardHelpOptions = true,
            description = "Cancels the order for the shop: its stock is released and its money goes back.")
    static final class Compensate implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private One one;

        @Override
        public Integer call() {
            return one.act("compensate", Json.object());
        }
    }

    @Command(
            name = "resolve",
            mixinStandardHelpOptions = true,
            description = "Says that it was settled by hand: nothing more is done for it.")
    static final class Resolve implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private One one;

        @Option(
                names = "--note",
                required = true,
                description = "How it was settled; it stays in the order's timeline.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String note;

        @Option(
                names = "--accept-owed",
                description = "The order is paid and not confirmed, and its customer's money is to be kept.")
        private boolean acceptOwed;

        @Override
        public Integer call() {
            return one.act("resolve", Json.object().put("note", note).put("accept_owed", acceptOwed));
        }
    }
}
