package shop.orderly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.orderly.launcher.Machine;

/** Three processes of one service, started at once on a database in which nothing is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartTogetherIT {
    private static final int REPLICAS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private Cluster cluster;

    @BeforeAll
    void start() throws InterruptedException, ExecutionException {
        var layout = Layout.usual();
        for (var service : Machine.services()) {
            layout = layout.with(service, REPLICAS);
        }
        cluster = Cluster.prepare(TestRun.PROJECT, TestRun.folder("together"), layout);
        cluster.startServers();
        // Who listens waits for the topics of others, who do not run here.
        try (var admin = Admin.create(
                cluster.machine().kafkaClient("ops", cluster.kafka().port()))) {
            admin.createTopics(Machine.topics().stream()
                            .map(name -> new NewTopic(name, Optional.of(3), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @MethodSource("services")
    void allBecomeReadyAndEveryMigrationRunsOnce(String service) throws SQLException {
        var replicas = cluster.replicas(service);
        assertThat(replicas).hasSize(REPLICAS);
        try {
            replicas.forEach(Replica::start);
            replicas.forEach(replica -> replica.requireReady(LIMIT));
            var database = Machine.databases().get(service);
            if (database != null) {
                var migrations = migrations(database);
                assertThat(migrations).isNotEmpty().doesNotHaveDuplicates().noneMatch(row -> row.startsWith("failed"));
            }
        } finally {
            replicas.stream()
                    .filter(Replica::isRunning)
                    .forEach(replica -> replica.child().kill());
        }
    }

    static List<String> services() {
        return Machine.services();
    }

    private List<String> migrations(String database) throws SQLException {
        var login = cluster.machine().superuser(cluster.postgres().port(), database);
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT CASE WHEN success THEN '' ELSE 'failed ' END || script FROM flyway_schema_history")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
