package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.orderly.faults.agent.PlantedBug;
import shop.orderly.launcher.Machine;

/** One run: a cluster, a load, faults by a schedule, rest, and a verdict. */
final class Run {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(8);
    private static final Duration REST_LIMIT = Duration.ofMinutes(3);
    /** Longer than a shop without a bug may need. */
    private static final Duration REST_WITH_A_BUG = Duration.ofSeconds(75);

    /** A run for training takes about as long as so many starts save. */
    private static final int WORTH_TRAINING = 30;

    private static final Duration NO_HURRY = Duration.ofHours(12);

    private final String name;
    private final Plan plan;
    private final Path project;
    private final Path folder;

    /**
     * What is to happen.
     *
     * @param form the schedule's name
     * @param bug what is broken on purpose, in every service
     * @param perSecond arrivals
     * @param least operations that must have begun before the load ends, however soon the schedule has
     */
    record Plan(
            String form,
            Schedule schedule,
            Layout layout,
            @Nullable PlantedBug bug,
            long seed,
            double perSecond,
            long least) {
        /** Without a bug, and no longer than the schedule needs. */
        static Plan of(String form, Schedule schedule, Layout layout, long seed, double perSecond) {
            return new Plan(form, schedule, layout, null, seed, perSecond, 0);
        }

        /** To find a bug. */
        static Plan against(PlantedBug bug, long seed, double perSecond) {
            // Two that write to the same stock, so that a promise about it can be broken.
            var layout = Layout.usual().with("product-command", bug == PlantedBug.UNIQUE_SEQUENCE_OFF ? 2 : 1);
            return new Plan(
                    "bug-" + bug.name().toLowerCase(Locale.ROOT),
                    Schedule.against(bug),
                    layout,
                    bug,
                    seed,
                    perSecond,
                    0);
        }
    }

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
        if (schedule.injections().size() >= WORTH_TRAINING) {
            Cluster.train(project, folder.resolve("training"));
        }
        @Nullable SmallDisk disk = null;
        try (var cluster = Cluster.prepare(project, folder, layout());
                var log = new OperationLog(folder.resolve("operations.jsonl"))) {
            if (needsDisk) {
                cluster.postgres().start();
                cluster.postgres().stop();
                disk = SmallDisk.under(cluster.machine().postgresData(), folder, cluster.logs());
            }
            var began = System.nanoTime();
            cluster.start();
            plant(cluster);
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

    private Layout layout() {
        var bug = plan.bug();
        return bug == null
                ? plan.layout()
                : plan.layout().with(AgentJar.in(folder).bug(bug));
    }

    private void plant(Cluster cluster) {
        var statement = Optional.ofNullable(plan.bug()).flatMap(PlantedBug::statement);
        statement.ifPresent(sql -> Machine.databases().values().forEach(database -> {
            var login = cluster.machine().superuser(cluster.postgres().port(), database);
            try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                    var work = connection.createStatement()) {
                work.execute(sql);
            } catch (SQLException e) {
                throw new HarnessException("Cannot plant " + plan.bug() + " in " + database, e);
            }
        }));
    }

    private RunResult underLoad(
            Cluster cluster, OperationLog log, Schedule schedule, @Nullable SmallDisk disk, List<String> notAvailable) {
        var load = new Load(plan.perSecond(), plan.seed(), log);
        try (var settling = new Settling(cluster, log, load)) {
            return watched(cluster, log, load, settling, schedule, disk, notAvailable);
        }
    }

    private RunResult watched(
            Cluster cluster,
            OperationLog log,
            Load load,
            Settling settling,
            Schedule schedule,
            @Nullable SmallDisk disk,
            List<String> notAvailable) {
        var injector = new Injector(cluster, load, settling, plan.seed(), disk);
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
        var verdicts = new StoreVerdicts(cluster);
        var rest = new Rest(verdicts, log.accepted(), healed).await(isWhole ? restLimit() : Duration.ZERO);
        var audited = rest.audited();
        if (!isWhole) {
            // A shop of which a part is missing cannot finish its orders. What it must never do still counts.
            trouble.addAll(audited.violations());
            audited = verdicts.audit(NO_HURRY, log.accepted());
        }
        trouble.addAll(audited.unknown());
        Progress.say(
                load.now(),
                audited.violations().size() + " findings; "
                        + (rest.millis() < 0 ? "no rest" : "at rest after " + rest.millis() + " ms"));
        var injected = injector.done();
        var result = new RunResult(
                name,
                plan.seed(),
                plan.form(),
                plan.perSecond(),
                injected,
                log.all(),
                log.accepted().size(),
                rest.millis(),
                notAvailable,
                Verdict.of(audited.violations(), injected, log.all(), trouble));
        // Also if something does not stop afterwards.
        new Report(result).write(folder);
        return result;
    }

    private Duration restLimit() {
        return plan.bug() == null ? REST_LIMIT : REST_WITH_A_BUG;
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
