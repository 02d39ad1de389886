package shop.orderly.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Does what the schedule says, round by round, and writes down what it did. */
final class Injector {
    private static final Duration ACCEPT_LIMIT = Duration.ofMinutes(2);

    private final Load load;
    private final Map<FaultKind, Fault> faults = new EnumMap<>(FaultKind.class);
    private final List<Done> done = new ArrayList<>();
    private final Settling settling;

    private record Done(Injected injected, Future<@Nullable Long> settled) {}

    Injector(Cluster cluster, Load load, Settling settling, long seed, @Nullable SmallDisk disk) {
        this.load = load;
        this.settling = settling;
        var processes = new ProcessFaults(cluster);
        var links = new LinkFaults(cluster);
        var records = new RecordFaults(cluster, seed);
        faults.put(FaultKind.KILL_SERVICE, processes::killService);
        faults.put(FaultKind.KILL_POSTGRES, processes::killPostgres);
        faults.put(FaultKind.KILL_KAFKA, processes::killKafka);
        faults.put(FaultKind.PAUSE_SERVICE, processes::pauseService);
        faults.put(FaultKind.PAUSE_POSTGRES, processes::pausePostgres);
        faults.put(FaultKind.PAUSE_KAFKA, processes::pauseKafka);
        faults.put(FaultKind.ROLLING_RESTART, processes::rollingRestart);
        faults.put(FaultKind.SLOW_LINK, links::slow);
        faults.put(FaultKind.BLACK_HOLE_LINK, links::blackHole);
        faults.put(FaultKind.CUT_LINK, links::cut);
        faults.put(FaultKind.DUPLICATED_RECORDS, records::duplicate);
        faults.put(FaultKind.REORDERED_RECORDS, records::reorder);
        faults.put(FaultKind.POISON_RECORDS, records::poison);
        faults.put(FaultKind.CRASH_POINT, new CrashFault(cluster, AgentJar.in(cluster.logs())));
        if (ClockFault.library().isPresent()) {
            faults.put(FaultKind.CLOCK_SKEW, new ClockFault(cluster));
        }
        if (disk != null) {
            faults.put(FaultKind.DISK_FULL, new DiskFault(cluster, disk));
        }
    }

    /** Every fault that happened so far; waits until the orders that each met have come to their end, or will not. */
    synchronized List<Injected> done() {
        return done.stream()
                .map(one -> one.injected().settledAfter(Waiting.resultOf(one.settled())))
                .toList();
    }

    private synchronized void add(Injected injected, Future<@Nullable Long> settled) {
        done.add(new Done(injected, settled));
        Progress.say(
                load.now(), injected.injection() + ": " + injected.evidence().facts());
    }

    /** The whole schedule; throws when something does not come back. */
    void run(Schedule schedule) {
        var began = load.now();
        for (var round : schedule.rounds()) {
            var wait = began + round.notBefore().toMillis() - load.now();
            if (wait > 0) {
                Waiting.pause(Duration.ofMillis(wait));
            }
            try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
                CompletableFuture.allOf(round.injections().stream()
                                .map(one -> CompletableFuture.runAsync(() -> inflict(one), workers))
                                .toArray(CompletableFuture[]::new))
                        .join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof HarnessException own ? own : e;
            }
            Waiting.pause(schedule.rest());
        }
    }

    private void inflict(Injection injection) {
        Waiting.pause(injection.after());
        var fault = faults.get(injection.kind());
        if (fault == null) {
            throw new HarnessException("This machine cannot do " + injection);
        }
        Progress.say(load.now(), injection.toString());
        var start = load.now();
        var healed = new AtomicLong(-1);
        var settled = new CompletableFuture<Future<@Nullable Long>>();
        var evidence = fault.inflict(injection, () -> {
            healed.set(load.now());
            settled.complete(settling.since(healed.get()));
        });
        var ready = load.now();
        var heal = healed.get() < 0 ? ready : healed.get();
        if (!settled.isDone()) {
            settled.complete(settling.since(heal));
        }
        var isAccepting = Waiting.until(ACCEPT_LIMIT, () -> load.firstAcceptedSince(heal) >= 0);
        add(
                new Injected(
                        injection,
                        start,
                        heal,
                        ready,
                        isAccepting ? load.firstAcceptedSince(heal) : null,
                        null,
                        evidence),
                settled.join());
    }
}
