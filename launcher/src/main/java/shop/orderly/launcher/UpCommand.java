package shop.orderly.launcher;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import shop.orderly.launcher.client.Home;
import shop.orderly.launcher.client.Problem;

@Command(
        name = "up",
        description = "Starts Postgres, Kafka and every service in one JVM; Ctrl-C stops them.",
        footer = {
            "",
            "Data is kept in .orderly (elsewhere: ORDERLY_HOME). All ports move by ORDERLY_PORT_OFFSET, one by",
            "ORDERLY_<NAME>_PORT, for example ORDERLY_GATEWAY_PORT=9000."
        })
final class UpCommand implements Callable<Integer> {
    @Option(names = "--fresh", description = "Start empty: delete all data first, after asking.")
    private boolean fresh;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws InterruptedException {
        var log = LoggerFactory.getLogger(UpCommand.class);
        var progress = new Progress(System.out);
        var ports = Ports.configured(System.getenv());
        var folder = DataFolder.open(Home.folder());
        if (fresh && !folder.isEmpty()) {
            confirm();
            PostgresServer.stopOrphan(folder);
            folder.clear();
        }
        var shop = RunningShop.prepare(ports, folder, progress, Map.of());
        var stop = new Thread(() -> stop(shop, progress), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            shop.start();
        } catch (Throwable e) {
            log.info("Orderly does not start", e);
            Runtime.getRuntime().removeShutdownHook(stop);
            // It may be there already, and would not be told again.
            if (shop.hasStarted(Shop.USERS)) {
                shop.administrator().ifPresent(made -> progress.line(made.text()));
            }
            shop.close();
            throw e;
        }
        progress.line(Welcome.text(ports, progress.seconds(), folder.logs(), folder.secrets()));
        shop.administrator().ifPresent(made -> progress.line(made.text()));
        new CountDownLatch(1).await();
        return 0;
    }

    /** A signal asked for it. The JVM then ends by itself, which is when it writes its cache if it was told to. */
    private static void stop(RunningShop shop, Progress progress) {
        progress.line("");
        try {
            shop.close();
            if (Boolean.getBoolean("orderly.writes-cache")) {
                progress.line("All is stopped. Writing down, once after a build, what makes the next start faster …");
                System.out.flush();
            }
        } catch (RuntimeException e) {
            progress.line("Not everything stopped cleanly: " + e.getMessage());
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    /** The script has asked and adds --yes; without it there is nobody to ask. */
    private void confirm() {
        if (!yes) {
            throw new Problem(
                    "--fresh deletes all data in " + Home.folder() + " and nobody is there to ask: add --yes.");
        }
    }
}
