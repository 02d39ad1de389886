package shop.orderly.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import shop.orderly.launcher.client.Home;

@Command(
        name = "audit",
        hidden = true,
        description = "Folds every store of the local stack anew and says what does not add up.")
final class AuditCommand implements Callable<Integer> {
    @Option(names = "--accepted", description = "A file of order ids, a line each, that must exist.")
    private @Nullable Path accepted;

    @Option(
            names = "--wait",
            description = "Seconds until everything has to have come to rest; default ${DEFAULT-VALUE}.")
    private int wait = 60;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var progress = new Progress(System.out);
        var ports = Ports.configured(System.getenv());
        var secrets = DataFolder.secretsOf(Home.folder());
        var orders = accepted == null ? List.<String>of() : Files.readAllLines(accepted);
        var findings = Audit.findings(ports, secrets, orders);
        while (!findings.isEmpty() && progress.seconds() < wait) {
            Thread.sleep(Duration.ofMillis(500));
            findings = Audit.findings(ports, secrets, orders);
        }
        if (findings.isEmpty()) {
            progress.step(
                    "audit",
                    "stock, money, streams and effects add up"
                            + (accepted == null ? "" : " for all " + orders.size() + " accepted orders"));
            return 0;
        }
        findings.forEach(System.out::println);
        progress.step("audit", findings.size() + " findings");
        return 1;
    }
}
