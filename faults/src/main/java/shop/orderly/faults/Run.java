package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run: a cluster, a load, faults by a schedule, rest, and a verdict. */
final class Run {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(8);
    private static final Duration REST_LIMIT = Duration.ofMinutes(3);

    private final String name;
    private final Plan plan;
    private final Path project;
    private final Path folder;

    /**
     * What is to happen.
     *
     * @param form the schedule's name
     * @param perSecond arrivals
     * @param least operations that must have begun before the load ends, however soon the schedule has
     */
    record Plan(String form, Schedule schedule, Layout layout, long seed, double perSecond, long least) {}

    Run(String name, Plan plan, Path project, Path folder) {
        this.name = name;
        this.plan = plan;
        this.project = project;
        this.folder = folder;
    }

    RunResult go() {
        var notAvailable = new ArrayList<FaultKind>();
        if (ClockFault.library().isEmpty()) {
            notAvailable.add(FaultKind.CLOCK_SKEW);
        }
        if (!SmallDisk.isPossible()) {
            notAvailable.add(FaultKind.DISK_FULL);
        }
        var schedule = plan.schedule().without(notAvailable);
        var needsDisk = schedule.injections().stream().anyMatch(one -> one.kind() == FaultKind.DISK_FULL);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        @Nullable SmallDisk disk = null;
        try (var cluster = Cluster.prepare(project, folder, plan.layout());
                var log = new OperationLog(folder.resolve("operations.jsonl"))) {
            if (needsDisk) {
                cluster.postgres().start();
                cluster.postgres().stop();
                disk = SmallDisk.under(cluster.machine().postgresData(), folder, cluster.logs());
            }
            var began = System.nanoTime();
            cluster.start();
            Progress.say((System.nanoTime() - began) / 1_000_000, "all processes are ready");
            return underLoad(
                    cluster,
                    log,
                    schedule,
                    disk,
                    notAvailable.stream().map(FaultKind::text).toList());
        } finally {
            if (disk != null) {
                disk.close();
            }
        }
    }

    private RunResult underLoad(
            Cluster cluster, OperationLog log, Schedule schedule, @Nullable SmallDisk disk, List<String> notAvailable) {
        var load = new Load(plan.perSecond(), plan.seed(), log);
        var injector = new Injector(cluster, load, plan.seed(), disk);
        var trouble = new ArrayList<String>();
        load.open(cluster.door());
        load.start();
        var supervisor = Supervisor.of(cluster);
        try (load;
                supervisor) {
            Waiting.pause(WARM_UP);
            injector.run(schedule);
            cluster.heal();
            var enough = Duration.ofSeconds((long) (plan.least() / plan.perSecond()) + 1);
            var unused = Waiting.until(enough, () -> load.begun() >= plan.least());
            Waiting.pause(AFTERWARDS);
        } catch (HarnessException e) {
            Progress.say(load.now(), e.toString());
            trouble.add(String.valueOf(e.getMessage()));
        }
        trouble.addAll(supervisor.ended());
        var isWhole = trouble.isEmpty() || isHealed(cluster, trouble);
        var healed = System.nanoTime();
        var rest = new Rest(new StoreVerdicts(cluster), log.accepted(), healed).await(REST_LIMIT);
        Progress.say(load.now(), rest.findings().size() + " findings; at rest after " + rest.millis() + " ms");
        if (!isWhole) {
            // A shop of which a part is missing cannot finish its orders; that says nothing about the rest of it.
            trouble.addAll(rest.findings());
        }
        var findings = isWhole ? rest.findings() : List.<String>of();
        var result = new RunResult(
                name,
                plan.seed(),
                plan.form(),
                plan.perSecond(),
                injector.done(),
                log.all(),
                log.accepted().size(),
                rest.millis(),
                notAvailable,
                Verdict.of(findings, injector.done(), log.all(), trouble));
        // Also if something does not stop afterwards.
        new Report(result).write(folder);
        return result;
    }

    private static boolean isHealed(Cluster cluster, List<String> trouble) {
        try {
            cluster.heal();
            return true;
        } catch (HarnessException e) {
            trouble.add(String.valueOf(e.getMessage()));
            return false;
        }
    }
}
