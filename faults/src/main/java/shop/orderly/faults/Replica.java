package shop.orderly.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One process of a service, which can be started again after it was killed, and the wires it hangs on. */
final class Replica {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    /** Whoever is asked whether it is ready asks its database and Kafka, while it has enough to do. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    private final String service;
    private final int number;
    private final int port;
    private final Map<String, String> settings;
    private final List<String> options;
    private final Map<String, Link> links;
    private final Apps apps;
    private final Path logs;
    private volatile @Nullable Child child;
    private boolean isAlone;

    /**
     * @param number from 1
     * @param settings what it is told: environment variables, and properties where the name has a dot
     * @param options of its JVM
     * @param links by what is at the other end: postgres, kafka, product-command-grpc
     */
    Replica(
            String service,
            int number,
            int port,
            Map<String, String> settings,
            List<String> options,
            Map<String, Link> links,
            Apps apps,
            Path logs) {
        this.service = service;
        this.number = number;
        this.port = port;
        this.settings = settings;
        this.options = options;
        this.links = links;
        this.apps = apps;
        this.logs = logs;
    }

    String service() {
        return service;
    }

    String name() {
        return service + "-" + number;
    }

    int port() {
        return port;
    }

    Child child() {
        return Objects.requireNonNull(child, "not started");
    }

    boolean isRunning() {
        var now = child;
        return now != null && now.isAlive();
    }

    Link link(String to) {
        return Objects.requireNonNull(links.get(to), () -> name() + " has no link to " + to);
    }

    Map<String, Link> links() {
        return links;
    }

    void start() {
        start(options, Map.of());
    }

    /**
     * @param jvm options of its JVM
     * @param environment more environment variables
     */
    synchronized void start(List<String> jvm, Map<String, String> environment) {
        if (isRunning()) {
            throw new HarnessException(name() + " runs already");
        }
        var command = new ArrayList<>(apps.command(service, jvm));
        var variables = new HashMap<>(environment);
        settings.forEach((key, value) -> {
            if (key.contains(".")) {
                command.add("--" + key + "=" + value);
            } else {
                variables.put(key, value);
            }
        });
        child = Child.start(name(), command, variables, logs);
    }

    /** What is done to it from now on is meant; it is not started again when it ends. */
    synchronized Child taken() {
        isAlone = true;
        return child();
    }

    /** Takes it and asks it to end; kills it when that takes too long. */
    void stop(Duration limit) {
        var unused = taken().stop(limit);
    }

    /** Ends it for good. */
    synchronized void retire() {
        isAlone = true;
        if (isRunning()) {
            child().kill();
        }
    }

    /** The reverse of {@link #taken()}. */
    synchronized void released() {
        isAlone = false;
    }

    /** Starts it again if it ended though nobody had taken it; answers how it ended. */
    synchronized Optional<String> startIfItEnded() {
        if (isAlone || child == null || isRunning()) {
            return Optional.empty();
        }
        var exit = child().exitCode();
        start();
        return Optional.of(name() + " ended by itself with " + exit);
    }

    /** Whether it says that it is ready. */
    boolean isReady() {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/readyz"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until it is ready; a process that ends instead is a failure of the run. */
    void requireReady(Duration limit) {
        if (!Waiting.until(limit, ASK_AGAIN, () -> !isRunning() || isReady()) || !isRunning()) {
            throw new HarnessException(
                    name() + (isRunning() ? " is not ready within " + limit : " ended with " + child().exitCode())
                            + "; details in " + logs.resolve(name() + ".log"));
        }
    }
}
