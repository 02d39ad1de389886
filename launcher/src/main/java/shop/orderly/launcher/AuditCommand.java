package shop.orderly.launcher;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import shop.orderly.audit.AuditOptions;
import shop.orderly.launcher.client.Home;

@Command(
        name = "audit",
        description = "Reads every store of the running stack anew and says what does not add up.",
        footer = {
            "",
            "Exit code: 0 in order, 1 something is violated, 2 something could not be read. What each invariant means is",
            "in docs/operations/audit.md."
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private AuditOptions options = new AuditOptions();

    @Override
    public Integer call() throws InterruptedException {
        var home = Home.folder();
        var sources = LocalStores.of(
                Ports.configured(System.getenv()),
                DataFolder.secretsOf(home),
                DataFolder.certificates(home).resolve(KafkaAcls.AUDIT));
        return options.run(sources, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }
}
