package shop.orderly.audit;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import shop.orderly.audit.stores.UnreadableException;

/** The audit by itself, for stores that are somewhere else. */
@Command(
        name = "orderly-audit",
        mixinStandardHelpOptions = true,
        description = "Reads every store of a shop anew and says what does not add up.",
        footer = {
            "",
            "Exit code: 0 in order, 1 something is violated, 2 something could not be read.",
            "",
            "Where the stores are is told by the environment:",
            "  AUDIT_DB_HOST, AUDIT_DB_PORT (5432), AUDIT_DB_USER (orderly_reader), AUDIT_DB_PASSWORD",
            "  AUDIT_ORDER_DB_URL, AUDIT_ORDER_DB_USER, AUDIT_ORDER_DB_PASSWORD: of one database, where it differs;",
            "    likewise PRODUCT, CATEGORY, USER, PRODUCT_QUERY and PAYMENT",
            "  AUDIT_KAFKA_BROKERS, and AUDIT_CERTS (a folder with tls.crt, tls.key and ca.crt)",
            "    or AUDIT_KAFKA_CONFIG (a file of client settings)"
        })
public final class AuditMain implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private AuditOptions options = new AuditOptions();

    private AuditMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new AuditMain())
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    if (!(thrown instanceof UnreadableException)) {
                        throw thrown;
                    }
                    command.getErr().println(thrown.getMessage());
                    return Report.UNKNOWN;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        return options.run(Settings.of(System.getenv()), spec.commandLine().getOut());
    }
}
