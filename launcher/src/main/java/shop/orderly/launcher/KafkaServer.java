package shop.orderly.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import shop.orderly.platform.link.KafkaRights;

/**
 * A real Kafka in this JVM: one node, broker and controller at once, with its log on disk. It listens on this machine only,
 * lets in who shows a certificate of the folder's authority, and lets each do what {@link KafkaAcls} says.
 */
final class KafkaServer implements AutoCloseable {
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final DataFolder folder;
    private final int port;

    private KafkaServer(KafkaRaftServer server, DataFolder folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    static KafkaServer start(DataFolder folder, int port, int controllerPort) {
        return start(folder, port, controllerPort, Map.of());
    }

    /** @param more settings on top */
    static KafkaServer start(DataFolder folder, int port, int controllerPort, Map<String, String> more) {
        var log = folder.kafka();
        try {
            if (Files.notExists(log.resolve("meta.properties"))) {
                if (Files.exists(log)) {
                    throw new IOException("meta.properties is missing");
                }
                Files.createDirectories(log);
                format(log.toString());
            }
            var properties = properties(log.toString(), port, controllerPort);
            properties.putAll(KafkaTls.of(folder.certificates("kafka")));
            properties.putAll(more);
            var server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
            server.startup();
            return new KafkaServer(server, folder, port);
        } catch (Exception e) {
            throw folder.damaged(log, "Kafka does not start: " + e.getMessage(), e);
        }
    }

    /** Tells the broker who may do what, as its operator. */
    void allow(Collection<KafkaRights> table) {
        try (var admin = admin()) {
            KafkaAcls.apply(admin, table);
        }
    }

    /** A client of somebody who may do everything. */
    Admin admin() {
        return Admin.create(client("ops"));
    }

    /** What a Kafka client of this holder of a certificate needs to connect. */
    Map<String, Object> client(String holder) {
        var properties = new HashMap<>(KafkaTls.of(folder.certificates(holder)));
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + port);
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
        return properties;
    }

    private static void format(String log) throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(log)
                .addDirectory(log)
                .setUnstableFeatureVersionsEnabled(false)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Properties properties(String log, int port, int controllerPort) {
        var properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE));
        properties.setProperty("controller.quorum.voters", NODE + "@localhost:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listeners", "SSL://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        properties.setProperty("advertised.listeners", "SSL://localhost:" + port);
        properties.setProperty("listener.security.protocol.map", "SSL:SSL,CONTROLLER:SSL");
        properties.setProperty("inter.broker.listener.name", "SSL");
        properties.setProperty("ssl.client.auth", "required");
        // A certificate's common name is who it is.
        properties.setProperty("ssl.principal.mapping.rules", "RULE:^CN=([a-z0-9-]+)(,.*)?$/$1/,DEFAULT");
        properties.setProperty("authorizer.class.name", StandardAuthorizer.class.getName());
        properties.setProperty("allow.everyone.if.no.acl.found", "false");
        properties.setProperty("super.users", KafkaAcls.superusers());
        properties.setProperty("log.dirs", log);
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        return properties;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
