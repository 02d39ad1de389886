package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import shop.orderly.faults.agent.Countdown;
import shop.orderly.faults.agent.CrashPoint;

/**
 * A process that halts at one place between two steps, under load. The target is {@code process@place@call}.
 */
final class CrashFault implements Fault {
    private static final Duration BACK_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration HALT_LIMIT = Duration.ofSeconds(90);

    private final Cluster cluster;
    private final AgentJar agent;

    CrashFault(Cluster cluster, AgentJar agent) {
        this.cluster = cluster;
        this.agent = agent;
    }

    static Injection at(String process, CrashPoint point, int call) {
        return new Injection(FaultKind.CRASH_POINT, process + "@" + point + "@" + call, Duration.ofSeconds(1));
    }

    @Override
    public Evidence inflict(Injection injection, Runnable healing) {
        var parts = injection.target().split("@", -1);
        var replica = cluster.replica(parts[0]);
        var point = CrashPoint.valueOf(parts[1]);
        replica.stop(STOP_LIMIT);
        var log = cluster.logs().resolve(replica.name() + ".log");
        var told = count(log, Countdown.MARK + point);
        replica.start(agent.crash(point, Integer.parseInt(parts[2])), Map.of());
        var halting = replica.child();
        var hasHalted = Waiting.until(HALT_LIMIT, () -> !halting.isAlive());
        if (!hasHalted) {
            halting.kill();
        }
        Waiting.pause(injection.lasts());
        healing.run();
        replica.start();
        replica.released();
        replica.requireReady(BACK_LIMIT);
        var marks = count(log, Countdown.MARK + point) - told;
        return new Evidence(
                hasHalted && halting.exitCode() == Countdown.KILLED && marks == 1,
                Map.of(
                        "exit",
                        halting.exitCode(),
                        "halted_there",
                        marks,
                        "new_pid",
                        replica.child().pid()));
    }

    private static long count(Path log, String mark) {
        try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(mark)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
