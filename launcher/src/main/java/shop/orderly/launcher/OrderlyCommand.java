package shop.orderly.launcher;

import java.util.function.Supplier;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import shop.orderly.launcher.client.Home;
import shop.orderly.launcher.client.Problem;
import shop.orderly.launcher.operator.DeadLettersCommand;
import shop.orderly.launcher.operator.FaultCommand;
import shop.orderly.launcher.operator.OperatorOptions;
import shop.orderly.launcher.operator.ProjectionsCommand;
import shop.orderly.launcher.operator.ReplayCommand;
import shop.orderly.launcher.operator.RepublishCommand;
import shop.orderly.launcher.operator.SagasCommand;
import shop.orderly.launcher.operator.SnapshotsCommand;

/** The {@code orderly} command. */
@Command(
        name = "orderly",
        description = "An event-sourced shop on your machine.",
        mixinStandardHelpOptions = true,
        versionProvider = OrderlyCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            SmokeCommand.class,
            AuditCommand.class,
            BenchCommand.class,
            ProjectionsCommand.class,
            ReplayCommand.class,
            RepublishCommand.class,
            SnapshotsCommand.class,
            DeadLettersCommand.class,
            SagasCommand.class,
            FaultCommand.class,
            KafkaAclsCommand.class,
            OrderlyCommand.VersionCommand.class,
            HelpCommand.class
        })
public final class OrderlyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        configureLogging();
        return commandLine(() -> new OperatorOptions(new LocalStack(), System.getenv(), System.out))
                .execute(args);
    }

    /** @param options which stack operators' verbs speak to; new ones for each verb */
    static CommandLine commandLine(Supplier<OperatorOptions> options) {
        return new CommandLine(new OrderlyCommand(), new Parts(options, CommandLine.defaultFactory()))
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    command.getErr()
                            .println(
                                    thrown instanceof Problem
                                            ? thrown.getMessage()
                                            : "A fault in Orderly itself: " + thrown + "; details: "
                                                    + Home.folder().resolve("logs/orderly.log"));
                    return 1;
                });
    }

    /** Before anything logs: logback.xml on the class path is the whole configuration, and no service replaces it. */
    static void configureLogging() {
        System.setProperty("orderly.logs", Home.folder().resolve("logs").toString());
        bridgeLogging();
    }

    static void bridgeLogging() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Gives the operators' verbs what they have in common. */
    private record Parts(Supplier<OperatorOptions> options, IFactory others) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == OperatorOptions.class ? type.cast(options.get()) : others.create(type);
        }
    }

    @Command(name = "version", description = "Prints the versions of Orderly and of its Java.")
    static final class VersionCommand implements Runnable {
        @Override
        public void run() {
            new Version().print();
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = OrderlyCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "Orderly " + (version == null ? "(from sources)" : version),
                "Java " + Runtime.version() + ", " + System.getProperty("java.vendor")
            };
        }

        void print() {
            for (var line : getVersion()) {
                System.out.println(line);
            }
        }
    }
}
