package shop.orderly.platformtest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A fresh, empty database on a real Postgres 18, with the two roles it has in production: one owns and migrates it, the
 * service's may do only what the service does. One server serves all tests of a JVM and ends with it; with
 * {@code -Dorderly.infra=testcontainers} the server is a container.
 *
 * @param host the server's host
 * @param port the server's port
 * @param name the database, unique in this JVM
 * @param user a superuser
 * @param password its password
 */
public record EmbeddedDatabase(String host, int port, String name, String user, String password) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Lies in {@code platform}, which every module that has a database depends on. */
    private static final String ROLES = "/db/roles/database.sql";

    /**
     * Creates a database.
     *
     * @param prefix what its name begins with, lower-case letters, digits and underscores
     */
    public static EmbeddedDatabase create(String prefix) {
        var server = Server.INSTANCE;
        var name = prefix + "_" + COUNT.incrementAndGet();
        try (var connection = DriverManager.getConnection(server.url("postgres"), server.user, server.password);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            statement.execute("SELECT set_config('orderly.database', '" + name + "', false),"
                    + " set_config('orderly.owner_password', 'owner', false),"
                    + " set_config('orderly.app_password', 'app', false)");
            statement.execute(roles());
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("Cannot create database " + name, e);
        }
        return new EmbeddedDatabase(server.host, server.port, name, server.user, server.password);
    }

    private static String roles() throws IOException {
        try (var sql = Objects.requireNonNull(EmbeddedDatabase.class.getResourceAsStream(ROLES), ROLES)) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name + "?reWriteBatchedInserts=true";
    }

    /** For tests that arrange or look at what the service may not: a superuser's. Without a pool, each connection is new. */
    public DataSource dataSource() {
        return dataSource(user, password);
    }

    /** What the service's role sees and may do. Without a pool, each connection is new. */
    public DataSource applicationDataSource() {
        return dataSource(name + "_app", "app");
    }

    /** What the migrating role sees and may do. Without a pool, each connection is new. */
    public DataSource ownerDataSource() {
        return dataSource(name + "_owner", "owner");
    }

    private DataSource dataSource(String role, String secret) {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        source.setUser(role);
        source.setPassword(secret);
        return source;
    }

    /** The properties by which a Spring application uses this database with both of its roles, as {@code name=value}. */
    public String[] properties() {
        return new String[] {
            "DB_HOST=" + host,
            "DB_PORT=" + port,
            "DB_NAME=" + name,
            "DB_USER=" + name + "_app",
            "DB_PASSWORD=app",
            "DB_MIGRATION_USER=" + name + "_owner",
            "DB_MIGRATION_PASSWORD=owner",
            "spring.datasource.url=" + jdbcUrl(),
            "spring.datasource.username=" + name + "_app",
            "spring.datasource.password=app"
        };
    }

    /** The one server of this JVM. */
    private record Server(String host, int port, String user, String password) {

        static final Server INSTANCE = start();

        private static Server start() {
            return switch (System.getProperty("orderly.infra", "embedded")) {
                case "embedded" -> embedded();
                case "testcontainers" -> container();
                case String other ->
                    throw new IllegalStateException("orderly.infra is embedded or testcontainers, not '" + other + "'");
            };
        }

        @SuppressWarnings("resource") // zonky stops it when the JVM ends
        private static Server embedded() {
            try {
                var postgres = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setServerConfig("max_connections", "300")
                        .start();
                return new Server("localhost", postgres.getPort(), "postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot start an embedded Postgres", e);
            }
        }

        @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends
        private static Server container() {
            var postgres =
                    new PostgreSQLContainer("postgres:18-alpine").withCommand("postgres", "-c", "max_connections=300");
            postgres.start();
            return new Server(
                    postgres.getHost(), postgres.getMappedPort(5432), postgres.getUsername(), postgres.getPassword());
        }

        String url(String database) {
            return "jdbc:postgresql://" + host + ":" + port + "/" + database;
        }
    }
}
