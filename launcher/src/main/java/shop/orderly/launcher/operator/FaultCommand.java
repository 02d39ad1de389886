package shop.orderly.launcher.operator;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shop.orderly.launcher.client.Answer;
import shop.orderly.launcher.client.Problem;

@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        description =
                "Breaks the local stack on purpose, for teaching and tests; without faults, shows those that are on.",
        footer = {
            "",
            "  payment=decline:0.3      the provider declines three of ten",
            "  payment=slow:500ms       also timeout:0.2, unavailable",
            "  stock=slow:500ms         also fail:0.5, unavailable",
            "  projection=poison        the next event cannot be handled; poison:order-view: by that group",
            "  kafka=down inbox=pause   nothing is sent; nothing is taken in",
            "",
            "What is set replaces what was set before; --clear mends everything."
        })
public final class FaultCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private OperatorOptions options;

    @Parameters(paramLabel = "<point>=<fault>", arity = "0..*", description = "What breaks, and how.")
    private List<String> faults = List.of();

    @Option(names = "--clear", description = "Switch all faults off.")
    private boolean clear;

    private static final Table ACTIVE = new Table().column("SERVICE", "service").column("FAULTS", FaultCommand::text);

    @Override
    public Integer call() {
        if (clear && !faults.isEmpty()) {
            throw new Problem("Either set faults or --clear them.");
        }
        var answer = answer(options.open());
        if (options.isJson()) {
            options.out().println(Json.pretty(answer.json()));
        } else {
            options.out().println(ACTIVE.of(answer.json().path("items"), "No service has fault switches."));
            Away.report(answer.json(), options.out());
        }
        var isForAll = answer.json().path("away").isEmpty();
        return isForAll || (faults.isEmpty() && !clear) ? 0 : 1;
    }

    private Answer answer(Door door) {
        if (clear) {
            return door.delete("/faults");
        }
        if (faults.isEmpty()) {
            return door.get("/faults");
        }
        var body = Json.object();
        var named = body.putObject("faults");
        for (var fault : faults) {
            var at = fault.indexOf('=');
            if (at < 1 || at == fault.length() - 1) {
                throw new Problem("'" + fault + "' is not <point>=<fault>, as payment=decline:0.3 is.");
            }
            named.put(fault.substring(0, at), fault.substring(at + 1));
        }
        return door.put("/faults", body);
    }

    private static String text(tools.jackson.databind.JsonNode item) {
        var active = item.path("faults");
        return active.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        active.propertyStream()
                                .map(fault ->
                                        fault.getKey() + "=" + fault.getValue().asString(""))
                                .toList());
    }
}
