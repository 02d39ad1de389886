package shop.orderly.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import shop.orderly.launcher.KafkaListener;
import shop.orderly.launcher.Machine;

/** Kafka in a JVM of its own. */
final class KafkaProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final long ANSWER_SECONDS = 2;

    private final Path folder;
    private final Machine machine;
    private final int port;
    private final int controllerPort;
    private final List<KafkaListener> listeners;
    private final Path logs;
    private final Set<String> poisoned = ConcurrentHashMap.newKeySet();
    private @Nullable Child child;

    KafkaProcess(Path folder, Machine machine, int port, int controllerPort, List<KafkaListener> listeners, Path logs) {
        this.folder = folder;
        this.machine = machine;
        this.port = port;
        this.controllerPort = controllerPort;
        this.listeners = listeners;
        this.logs = logs;
    }

    /** Where the harness itself comes in; no link is in between. */
    int port() {
        return port;
    }

    /** Remembers records that the harness has sent and nobody can read. */
    void poisonedAt(List<RecordMetadata> places) {
        places.forEach(place -> poisoned.add(place.topic() + "-" + place.partition() + "@" + place.offset()));
    }

    /** Places of records that nobody can read, as {@code order.events-0@17}. */
    Set<String> poisoned() {
        return poisoned;
    }

    Child child() {
        return Objects.requireNonNull(child, "not started");
    }

    boolean isRunning() {
        return child != null && child.isAlive();
    }

    /** Starts it and waits until it answers. */
    void start() {
        var arguments =
                new ArrayList<>(List.of(folder.toString(), Integer.toString(port), Integer.toString(controllerPort)));
        listeners.forEach(listener -> arguments.add(listener.text()));
        child = Child.start("kafka", Apps.own(KafkaMain.class, arguments), Map.of(), logs);
        try (var admin = Admin.create(machine.kafkaClient("ops", port))) {
            if (!Waiting.until(START_LIMIT, () -> !isRunning() || answers(admin)) || !isRunning()) {
                throw new HarnessException("Kafka does not start; details in " + logs.resolve("kafka.log"));
            }
        }
    }

    private static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void kill() {
        if (child != null) {
            child.kill();
        }
    }

    void heal() {
        if (isRunning()) {
            child().resume();
        } else {
            start();
        }
    }

    void stop() {
        if (child != null) {
            child.resume();
            child.stop(Duration.ofSeconds(20));
        }
    }
}
