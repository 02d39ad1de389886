package shop.orderly.launcher;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.Audit;
import shop.orderly.platform.identity.CertificateAuthority;

/**
 * The parts of one machine for whoever runs each of them as a process of its own: a folder with certificates and
 * passwords, Postgres, Kafka, and what every service has to be told. Ports are by the names of {@link Shop}; services and
 * servers may each be given other ones, so that something can stand in between.
 */
public final class Machine implements AutoCloseable {
    /** Names of what listens and is no service. */
    public static final String POSTGRES = Shop.POSTGRES;

    public static final String KAFKA = Shop.KAFKA;
    public static final String GRPC = Shop.GRPC;
    public static final String GATEWAY = Shop.GATEWAY;
    public static final String MANAGEMENT = Shop.GATEWAY_MANAGEMENT;

    private final DataFolder folder;
    private @Nullable PostgresServer postgres;

    private Machine(DataFolder folder) {
        this.folder = folder;
    }

    /** Takes the folder, makes what is missing in it, and gives everybody a certificate. */
    public static Machine in(Path folder) {
        System.setProperty("orderly.logs", folder.resolve("logs").toString());
        OrderlyCommand.bridgeLogging();
        var data = DataFolder.open(folder);
        CertificateAuthority.in(data.certificates(), Clock.systemUTC()).certify(CertificateAuthority.HOLDERS);
        return new Machine(data);
    }

    /** The services, in the order of their description. */
    public static List<String> services() {
        return Shop.SERVICES.stream().map(Service::name).toList();
    }

    /** The databases by the services that work on them. */
    public static Map<String, String> databases() {
        var databases = new TreeMap<String, String>();
        for (var service : Shop.SERVICES) {
            if (service.database() != null) {
                databases.put(service.name(), service.database());
            }
        }
        return databases;
    }

    /** Starts Postgres, also after it was killed, and creates the databases that are missing. */
    public synchronized void startPostgres(int port) {
        stopPostgres();
        PostgresServer.stopOrphan(folder);
        var server = PostgresServer.start(folder, port);
        postgres = server;
        server.databases().create(databases().values());
    }

    public synchronized void stopPostgres() {
        if (postgres != null) {
            postgres.close();
            postgres = null;
        }
    }

    /** Where Postgres keeps its data; its first process' number is in {@code postmaster.pid} there. */
    public Path postgresData() {
        return folder.postgres();
    }

    /**
     * Runs Kafka in this JVM until the JVM ends. The folder is another process'.
     *
     * @param listeners ports that are listened on by the names of their listeners, and the ports they are advertised as
     */
    public static void runKafka(Path folder, int port, int controllerPort, List<KafkaListener> listeners) {
        System.setProperty("orderly.logs", folder.resolve("logs/kafka").toString());
        OrderlyCommand.bridgeLogging();
        KafkaServer.start(
                DataFolder.ofAnother(folder),
                port,
                controllerPort,
                KafkaListener.settings(port, controllerPort, listeners));
    }

    /** Tells Kafka what each service may do. */
    public void allowOnKafka(int port) {
        try (var admin = Admin.create(kafkaClient("ops", port))) {
            KafkaAcls.apply(admin, KafkaAcls.table());
        }
    }

    /** Every topic that some service publishes to. */
    public static Set<String> topics() {
        return KafkaAcls.table().stream()
                .flatMap(rights -> rights.publishes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a Kafka client of this holder of a certificate needs to connect. */
    public Map<String, Object> kafkaClient(String holder, int port) {
        var properties = new HashMap<>(KafkaTls.of(folder.certificates(holder)));
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + port);
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
        return properties;
    }

    /**
     * What a service is told.
     *
     * @param ports where it finds everything, itself included
     */
    public Map<String, String> settings(String name, Map<String, Integer> ports) {
        var service = Shop.SERVICES.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        var settings = new HashMap<>(Shop.addresses(new Ports(ports, false)));
        settings.put("server.port", Integer.toString(new Ports(ports, false).of(name)));
        settings.put("server.address", "127.0.0.1");
        settings.put("spring.profiles.active", "local");
        settings.put("ORDERLY_CERTS", folder.certificates().resolve(name).toString());
        if (service.database() != null) {
            settings.putAll(Databases.settings(service.database(), folder.secrets()));
        }
        return settings;
    }

    /**
     * What an audit of the stores says.
     *
     * @param bound how long an order may take and a message be under way; zero: everything has to rest
     * @param accepted orders that clients were told of
     * @param unreadable records that are known to be no events, as {@code order.events-0@17}
     */
    public Audited audit(
            int postgresPort,
            int kafkaPort,
            Duration bound,
            Collection<String> accepted,
            Collection<String> unreadable) {
        var ports = new Ports(Map.of(Shop.POSTGRES, postgresPort, Shop.KAFKA, kafkaPort), false);
        var sources = LocalStores.of(ports, folder.secrets(), folder.certificates(KafkaAcls.AUDIT));
        var report = new Audit(Set.of(), bound, Set.copyOf(accepted), Set.copyOf(unreadable)).of(sources);
        return new Audited(report.violations(), report.unknown());
    }

    /**
     * What an audit says, a line beginning with its invariant for each complaint.
     *
     * @param violations what is broken
     * @param unknown what could not be looked at
     */
    public record Audited(List<String> violations, List<String> unknown) {
        /** Whether everything was looked at and is in order. */
        public boolean isClean() {
            return violations.isEmpty() && unknown.isEmpty();
        }
    }

    /** Address, user and password for somebody who reads the stores of products, orders and payments and changes nothing. */
    public Login reader(int postgresPort, String database) {
        return login(postgresPort, database, Databases.READER);
    }

    /** The same for the one who may do everything. */
    public Login superuser(int postgresPort, String database) {
        return login(postgresPort, database, Databases.SUPERUSER);
    }

    private Login login(int port, String database, String role) {
        return new Login(Databases.url(port, database), role, folder.secrets().known(role));
    }

    @Override
    public void close() {
        stopPostgres();
        folder.close();
    }

    /** How somebody comes in. */
    public record Login(String url, String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + " to " + url + "]";
        }
    }
}
