package shop.orderly.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import shop.orderly.launcher.KafkaListener;
import shop.orderly.launcher.Machine;

/** The shop as processes of its own on this machine, with a {@link Link} wherever one talks to another. */
final class Cluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(8);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(5);
    private static final double TRAINING_RATE = 3;
    private static final int WRITE_AT_ONCE = 2;
    private static final Duration TRAINING = Duration.ofSeconds(5);

    private final Machine machine;
    private final PostgresProcess postgres;
    private final KafkaProcess kafka;
    private final Map<String, List<Replica>> services;
    private final Map<String, Link> doors;
    private final Path logs;
    private final Thread lastResort = new Thread(this::killAll, "kill-all");

    private Cluster(
            Machine machine,
            PostgresProcess postgres,
            KafkaProcess kafka,
            Map<String, List<Replica>> services,
            Map<String, Link> doors,
            Path logs) {
        this.machine = machine;
        this.postgres = postgres;
        this.kafka = kafka;
        this.services = services;
        this.doors = doors;
        this.logs = logs;
    }

    /**
     * Lays everything out and starts nothing.
     *
     * @param project the folder of the built modules
     * @param run an empty folder for data and logs
     */
    static Cluster prepare(Path project, Path run, Layout layout) {
        return prepare(Apps.of(project), run, layout);
    }

    private static Cluster prepare(Apps apps, Path run, Layout layout) {
        var logs = run.resolve("logs");
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var plan = new Wiring(layout);
        var machine = Machine.in(run.resolve("machine"));
        var services = new LinkedHashMap<String, List<Replica>>();
        var doors = plan.doors();
        var listeners = new ArrayList<KafkaListener>();
        plan.services().forEach((service, ports) -> {
            var replicas = new ArrayList<Replica>();
            for (var number = 1; number <= ports.size(); number++) {
                replicas.add(plan.replica(service, number, machine, apps, logs, listeners));
            }
            services.put(service, List.copyOf(replicas));
        });
        var kafka = new KafkaProcess(
                run.resolve("machine"), machine, plan.kafka(), plan.kafkaController(), List.copyOf(listeners), logs);
        return new Cluster(machine, new PostgresProcess(machine, plan.postgres()), kafka, services, doors, logs);
    }

    /**
     * Starts every service once, sells something and stops them, if this build never ran: from then on each starts with less
     * work, also when it was killed.
     *
     * @param scratch an empty folder; nothing of it is needed afterwards
     */
    static void train(Path project, Path scratch) {
        var apps = Apps.of(project);
        if (apps.areTrained()) {
            return;
        }
        var began = System.nanoTime();
        try (var cluster = prepare(apps.training(), scratch, Layout.single());
                var log = new OperationLog(scratch.resolve("operations.jsonl"))) {
            cluster.start();
            try (var load = new Load(TRAINING_RATE, 1, log)) {
                load.open(cluster.door());
                load.start();
                Waiting.pause(TRAINING);
            }
            // Each writes for another JVM, which makes the cache: more than 1 GB for the two of them.
            cluster.stopServices(WRITE_AT_ONCE);
            apps.keepTraining();
        }
        Progress.say((System.nanoTime() - began) / 1_000_000, "this build's processes have run for the first time");
    }

    /** Starts everything and waits until all are ready. */
    void start() {
        Runtime.getRuntime().addShutdownHook(lastResort);
        startServers();
        replicas().forEach(Replica::start);
        requireReady();
    }

    /** Postgres and Kafka, which the services stand on. */
    void startServers() {
        postgres.start();
        kafka.start();
        machine.allowOnKafka(kafka.port());
    }

    void requireReady() {
        var end = System.nanoTime() + START_LIMIT.toNanos();
        replicas().forEach(replica -> replica.requireReady(Duration.ofNanos(end - System.nanoTime())));
    }

    Machine machine() {
        return machine;
    }

    PostgresProcess postgres() {
        return postgres;
    }

    KafkaProcess kafka() {
        return kafka;
    }

    Path logs() {
        return logs;
    }

    List<Replica> replicas(String service) {
        return Objects.requireNonNull(services.get(service), service);
    }

    List<Replica> replicas() {
        return services.values().stream().flatMap(Collection::stream).toList();
    }

    Replica replica(String name) {
        return replicas().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new HarnessException("No process is called " + name));
    }

    /** The wires from the gateway and from everybody who asks a service over HTTP. */
    Map<String, Link> doors() {
        return doors;
    }

    /** Every wire there is. */
    List<Link> links() {
        return Stream.concat(doors.values().stream(), replicas().stream().flatMap(one -> one.links().values().stream()))
                .toList();
    }

    /** Where clients come in; the gateway's first process. */
    String door() {
        return "http://localhost:" + replicas(Machine.GATEWAY).getFirst().port();
    }

    /** Makes everything whole: wires, what is stopped, what is dead. Waits until all are ready. */
    void heal() {
        links().forEach(Link::heal);
        replicas().stream()
                .filter(Replica::isRunning)
                .forEach(one -> one.child().resume());
        postgres.heal();
        kafka.heal();
        replicas().stream().filter(one -> !one.isRunning()).forEach(one -> {
            one.released();
            one.start();
        });
        requireReady();
    }

    /** Ends everything, services first. */
    @Override
    public void close() {
        stopServices(replicas().size());
        kafka.stop();
        postgres.stop();
        links().forEach(Link::close);
        machine.close();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    private void stopServices(int atOnce) {
        try (var workers = Executors.newFixedThreadPool(atOnce)) {
            replicas().stream()
                    .filter(Replica::isRunning)
                    .forEach(one -> workers.execute(() -> {
                        one.child().resume();
                        one.child().stop(STOP_LIMIT);
                    }));
        }
    }

    private void killAll() {
        replicas().stream()
                .filter(Replica::isRunning)
                .forEach(one -> one.child().kill());
        kafka.kill();
        postgres.kill();
    }
}
