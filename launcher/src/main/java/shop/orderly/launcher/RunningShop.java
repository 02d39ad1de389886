package shop.orderly.launcher;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import shop.orderly.launcher.client.Problem;
import shop.orderly.platform.identity.CertificateAuthority;
import shop.orderly.platform.service.OrderlyService;

/** The system while it runs: Postgres, Kafka and every service of {@link Shop}, in this JVM. */
final class RunningShop implements AutoCloseable {
    private final Ports ports;
    private final DataFolder folder;
    private final Progress progress;
    private final Map<String, String> settings;
    private final Map<String, ConfigurableApplicationContext> services =
            Collections.synchronizedMap(new java.util.LinkedHashMap<>());

    private Optional<FirstAdministrator> administrator = Optional.empty();
    private @Nullable PostgresServer postgres;
    private @Nullable KafkaServer kafka;
    private boolean stopped;

    private RunningShop(Ports ports, DataFolder folder, Progress progress, Map<String, String> settings) {
        this.ports = ports;
        this.folder = folder;
        this.progress = progress;
        this.settings = settings;
    }

    static RunningShop prepare(Ports ports, DataFolder folder, Progress progress, Map<String, String> settings) {
        return new RunningShop(ports, folder, progress, Map.copyOf(settings));
    }

    Ports ports() {
        return ports;
    }

    Secrets secrets() {
        return folder.secrets();
    }

    boolean hasStarted(String name) {
        return services.containsKey(name);
    }

    /** The administrator that was made at this start, if it was the first. */
    Optional<FirstAdministrator> administrator() {
        return administrator;
    }

    /** What a Kafka client of this holder of a certificate needs to connect. */
    synchronized Map<String, Object> kafkaClient(String holder) {
        return Objects.requireNonNull(kafka, "not started").client(holder);
    }

    /** A service that has started. */
    ConfigurableApplicationContext service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    /** Starts everything; what was started before something failed is stopped by {@link #close()}. */
    void start() {
        PostgresServer.stopOrphan(folder);
        ports.requireFree();
        folder.own(ports.url(Shop.GATEWAY));
        CertificateAuthority.in(folder.certificates(), Clock.systemUTC()).certify(CertificateAuthority.HOLDERS);
        progress.line("Starting Postgres, Kafka and " + Shop.SERVICES.size() + " services; logs in " + folder.logs());
        try (var workers = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-", 0).factory())) {
            await(List.of(run(workers, this::startPostgres), run(workers, this::startKafka)));
            await(Shop.SERVICES.stream()
                    .map(service -> run(workers, () -> start(service)))
                    .toList());
        }
    }

    private void startPostgres() {
        var server = PostgresServer.start(folder, ports.of(Shop.POSTGRES));
        keep(server);
        server.databases()
                .create(Shop.SERVICES.stream()
                        .map(Service::database)
                        .filter(Objects::nonNull)
                        .toList());
        administrator = FirstAdministrator.ifMissing(server.databases(), System.getenv(), settings);
        progress.step(Shop.POSTGRES, "ready on " + ports.of(Shop.POSTGRES));
    }

    private void startKafka() {
        var table = CompletableFuture.supplyAsync(KafkaAcls::table);
        var server = KafkaServer.start(folder, ports.of(Shop.KAFKA), ports.of(Shop.KAFKA_CONTROLLER));
        keep(server);
        server.allow(table.join());
        progress.step(Shop.KAFKA, "ready on " + ports.of(Shop.KAFKA));
    }

    private synchronized void keep(PostgresServer server) {
        postgres = server;
    }

    private synchronized void keep(KafkaServer server) {
        kafka = server;
    }

    private void start(Service service) {
        var name = service.name();
        try {
            var context = OrderlyService.builder(service.application(), name)
                    .registerShutdownHook(false)
                    .run(arguments(service));
            services.put(name, context);
            progress.step(name, "ready on " + ports.of(name));
        } catch (RuntimeException e) {
            throw new Problem(
                    name + " does not start: " + rootMessage(e) + "; details: "
                            + folder.logs().resolve("orderly.log"),
                    e);
        }
    }

    private String[] arguments(Service service) {
        var database = service.database();
        var own = Stream.of(
                "server.port=" + ports.of(service.name()),
                "server.address=" + System.getenv().getOrDefault("ORDERLY_ADDRESS", "127.0.0.1"),
                "ORDERLY_CERTS=" + folder.certificates().resolve(service.name()));
        var stored = database == null ? Map.<String, String>of() : Databases.settings(database, folder.secrets());
        var people = service.name().equals(Shop.USERS) ? people() : Map.<String, String>of();
        var shared = Stream.of(stored, Shop.addresses(ports), people, settings)
                .flatMap(map -> map.entrySet().stream())
                .map(entry -> entry.getKey() + "=" + entry.getValue());
        return Stream.of(own, Stream.of("spring.profiles.active=local"), shared)
                .flatMap(args -> args)
                .map("--"::concat)
                .toArray(String[]::new);
    }

    /** Who is there before anybody registers. */
    private Map<String, String> people() {
        var people = new HashMap<>(LocalOperator.settings(folder.secrets()));
        administrator.map(FirstAdministrator::settings).ifPresent(people::putAll);
        return people;
    }

    private static CompletableFuture<Void> run(ExecutorService workers, Runnable work) {
        return CompletableFuture.runAsync(work, workers);
    }

    /** Waits for all of them and throws the first failure as it was. */
    private static void await(List<CompletableFuture<Void>> work) {
        try {
            CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw e;
        }
    }

    private static String rootMessage(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
    }

    /** Stops the door first, then the services, then what they stand on. */
    @Override
    public synchronized void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        stop(Shop.GATEWAY);
        try (var workers = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("stop-", 0).factory())) {
            new ArrayList<>(services.keySet()).forEach(name -> workers.execute(() -> stop(name)));
        }
        if (kafka != null) {
            kafka.close();
            progress.step(Shop.KAFKA, "stopped");
        }
        if (postgres != null) {
            postgres.close();
            progress.step(Shop.POSTGRES, "stopped");
        }
        folder.close();
    }

    private void stop(String name) {
        var context = services.remove(name);
        if (context != null) {
            context.close();
            progress.step(name, "stopped");
        }
    }
}
