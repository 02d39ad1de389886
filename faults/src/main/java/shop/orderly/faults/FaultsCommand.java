package shop.orderly.faults;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import shop.orderly.faults.agent.PlantedBug;

@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "Puts faults into the shop under load and says what it did to it. 0 = passed, 1 = violated, 2 = unknown.")
final class FaultsCommand implements Callable<Integer> {
    private static final int VIOLATED = 1;
    private static final int UNKNOWN = 2;

    /** Four of five place an order: twenty thousand, with some to spare. */
    private static final int ENOUGH = 25_500;

    enum Form {
        /** Minutes. */
        BRIEF,
        /** Each of two replicas killed. */
        REPLICAS,
        /** Every kind once. */
        KINDS,
        /** Every crash point once. */
        CRASHES,
        /** More than sixty faults and twenty thousand orders. */
        FULL
    }

    @Option(
            names = "--form",
            defaultValue = "BRIEF",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Form form = Form.BRIEF;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed, the same faults; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--bug", description = "Plants a bug, which the run has to find: ${COMPLETION-CANDIDATES}.")
    private @Nullable PlantedBug bug;

    @Option(names = "--rate", defaultValue = "3", description = "Operations a second; default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(names = "--project", defaultValue = ".", description = "Where the built modules are.")
    private Path project = Path.of(".");

    @Option(names = "--results", defaultValue = "faults/results", description = "Where the report goes.")
    private Path results = Path.of("faults/results");

    public static void main(String[] args) {
        System.exit(new CommandLine(new FaultsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() {
        var plan = plan();
        var name = plan.form() + "-" + seed + "-"
                + DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").format(ZonedDateTime.now(ZoneOffset.UTC));
        var folder = project.resolve("faults/target/runs").resolve(name).toAbsolutePath();
        var result = new Run(name, plan, project.toAbsolutePath(), folder).go();
        var report = new Report(result).write(results);
        result.verdict().reasons().forEach(System.out::println);
        System.out.println(result.verdict().outcome().text() + "; " + report);
        return switch (result.verdict().outcome()) {
            case PASSED -> 0;
            case VIOLATED -> VIOLATED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private Run.Plan plan() {
        if (bug != null) {
            return Run.Plan.against(bug, seed, rate);
        }
        var layout = Layout.usual();
        var schedule = switch (form) {
            case BRIEF -> Schedule.brief(seed);
            case REPLICAS -> Schedule.replicas();
            case KINDS -> Schedule.kinds(seed, layout);
            case CRASHES -> Schedule.crashes(seed);
            case FULL -> Schedule.full(seed, layout);
        };
        return new Run.Plan(
                form.name().toLowerCase(Locale.ROOT),
                schedule,
                layout,
                null,
                seed,
                rate,
                form == Form.FULL ? ENOUGH : 0);
    }
}
