package shop.orderly.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Processes that die, stand still or are replaced. */
final class ProcessFaults {
    private static final Duration BACK_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String OLD = "old_pid";
    private static final String NEW = "new_pid";

    private final Cluster cluster;

    ProcessFaults(Cluster cluster) {
        this.cluster = cluster;
    }

    Evidence killService(Injection injection, Runnable healing) {
        var replica = cluster.replica(injection.target());
        var old = replica.taken();
        old.kill();
        var exit = old.exitCode();
        Waiting.pause(injection.lasts());
        healing.run();
        replica.start();
        replica.released();
        replica.requireReady(BACK_LIMIT);
        return new Evidence(
                exit == 137 && replica.child().pid() != old.pid(),
                Map.of(OLD, old.pid(), NEW, replica.child().pid(), "exit", exit));
    }

    Evidence killPostgres(Injection injection, Runnable healing) {
        var postgres = cluster.postgres();
        var old = postgres.pid();
        postgres.kill();
        var state = Child.state(old);
        Waiting.pause(injection.lasts());
        healing.run();
        postgres.start();
        return new Evidence(
                old != 0 && postgres.pid() != old && (state == '?' || state == 'Z'),
                Map.of(OLD, old, NEW, postgres.pid()));
    }

    Evidence killKafka(Injection injection, Runnable healing) {
        var kafka = cluster.kafka();
        var old = kafka.child();
        kafka.kill();
        Waiting.pause(injection.lasts());
        healing.run();
        kafka.start();
        return new Evidence(
                old.exitCode() == 137 && kafka.child().pid() != old.pid(),
                Map.of(OLD, old.pid(), NEW, kafka.child().pid(), "exit", old.exitCode()));
    }

    Evidence pauseService(Injection injection, Runnable healing) {
        var replica = cluster.replica(injection.target());
        var evidence =
                pause(replica.child().pid(), replica.child()::suspend, injection, healing, replica.child()::resume);
        replica.requireReady(BACK_LIMIT);
        return evidence;
    }

    Evidence pausePostgres(Injection injection, Runnable healing) {
        var postgres = cluster.postgres();
        return pause(postgres.pid(), postgres::suspend, injection, healing, postgres::resume);
    }

    Evidence pauseKafka(Injection injection, Runnable healing) {
        var kafka = cluster.kafka().child();
        return pause(kafka.pid(), kafka::suspend, injection, healing, kafka::resume);
    }

    private static Evidence pause(long pid, Runnable suspend, Injection injection, Runnable healing, Runnable resume) {
        suspend.run();
        var isStopped = Waiting.until(Duration.ofSeconds(2), () -> Child.state(pid) == 'T');
        Waiting.pause(injection.lasts());
        var stillStopped = Child.state(pid) == 'T';
        healing.run();
        resume.run();
        var runs = Waiting.until(Duration.ofSeconds(2), () -> Child.state(pid) != 'T');
        return new Evidence(
                isStopped && stillStopped && runs,
                Map.of("pid", pid, "stopped_in_proc", isStopped && stillStopped, "state_after", "" + Child.state(pid)));
    }

    /** One after the other, each asked to go and awaited before the next. */
    Evidence rollingRestart(Injection injection, Runnable healing) {
        var facts = new LinkedHashMap<String, Object>();
        var isSeen = true;
        healing.run();
        for (var replica : cluster.replicas(injection.target())) {
            var old = replica.taken();
            var went = old.stop(STOP_LIMIT);
            replica.start();
            replica.released();
            replica.requireReady(BACK_LIMIT);
            facts.put(replica.name(), List.of(old.pid(), replica.child().pid()));
            facts.put(replica.name() + "_went_by_itself", went);
            isSeen &= old.pid() != replica.child().pid();
        }
        return new Evidence(isSeen, facts);
    }
}
