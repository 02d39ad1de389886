package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.orderly.launcher.client.Problem;

class DataFolderTest {
    @TempDir
    Path home = Path.of("");

    @Test
    void belongsToOneStackAtATime() {
        try (var first = DataFolder.open(home)) {
            first.own("http://localhost:8080");
            assertThatThrownBy(() -> DataFolder.open(home))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("already running")
                    .hasMessageContaining("http://localhost:8080");
        }
        DataFolder.open(home).close();
    }

    @Test
    void startsEmptyAfterClearing() throws IOException {
        try (var folder = DataFolder.open(home)) {
            assertThat(folder.isEmpty()).isTrue();
            Files.createDirectories(folder.postgres().resolve("base"));
            assertThat(folder.isEmpty()).isFalse();
            folder.clear();
            assertThat(folder.isEmpty()).isTrue();
        }
    }

    @Test
    void damagedDataIsToldInOneLine() throws IOException {
        try (var folder = DataFolder.open(home)) {
            Files.createDirectories(folder.postgres());
            Files.createDirectories(folder.kafka());
            assertThatThrownBy(() -> PostgresServer.start(folder, 1))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("cannot be used")
                    .hasMessageContaining("./orderly up --fresh");
            assertThatThrownBy(() -> KafkaServer.start(folder, 1, 2))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("./orderly up --fresh");
        }
    }

    @Test
    void postgresThatOutlivedItsLauncherIsStoppedAndItsDataIsKept() throws IOException {
        try (var folder = DataFolder.open(home)) {
            var port = Ports.free().of(Shop.POSTGRES);
            var left = PostgresServer.start(folder, port);
            left.databases().create(List.of("order_db"));
            var pid = Long.parseLong(Files.readAllLines(folder.postgres().resolve("postmaster.pid"))
                    .getFirst());

            PostgresServer.stopOrphan(folder);

            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            left.close(); // which a launcher that was shot does not do: it lets go of the library's own lock
            try (var again = PostgresServer.start(folder, port)) {
                again.databases().create(List.of("order_db"));
            }
        }
    }

    @Test
    void dataFromBeforeThereWereRolesAndPasswordsIsHandedToItsOwner() throws IOException, SQLException {
        try (var folder = DataFolder.open(home)) {
            var port = Ports.free().of(Shop.POSTGRES);
            // As it was: everything belongs to postgres, and whoever reaches the port may be postgres.
            var before = PostgresServer.start(folder, port);
            try (var server = superuser(folder, port, "postgres")) {
                run(server, "CREATE DATABASE order_db");
                try (var database = superuser(folder, port, "order_db")) {
                    run(
                            database,
                            "CREATE SCHEMA orders CREATE TABLE order_view (id bigint GENERATED ALWAYS AS IDENTITY)");
                    run(database, "INSERT INTO orders.order_view DEFAULT VALUES");
                    run(database, "CREATE VIEW seen AS SELECT * FROM orders.order_view");
                    run(database, "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'");
                }
            } finally {
                before.close();
            }
            try (var files = Files.list(folder.secrets().folder())) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }

            try (var after = PostgresServer.start(folder, port)) {
                after.databases().create(List.of("order_db"));
                after.databases().create(List.of("order_db"));
                var settings = Databases.settings("order_db", folder.secrets());
                var url = Databases.url(port, "order_db");
                try (var owner = DriverManager.getConnection(
                        url, settings.get("DB_MIGRATION_USER"), settings.get("DB_MIGRATION_PASSWORD"))) {
                    run(owner, "ALTER TABLE orders.order_view ADD COLUMN more text");
                    run(owner, "INSERT INTO orders.order_view DEFAULT VALUES");
                    run(owner, "DROP VIEW seen");
                    run(owner, "DROP FUNCTION one()");
                    run(owner, "CREATE SCHEMA more");
                    try (var statement = owner.createStatement();
                            var rows = statement.executeQuery(
                                    "SELECT array_agg(id ORDER BY id)::text FROM orders.order_view")) {
                        rows.next();
                        assertThat(rows.getString(1)).isEqualTo("{1,2}");
                    }
                }
                assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "postgres")
                                .close())
                        .hasMessageContaining("password authentication failed");
            }
        }
    }

    private static Connection superuser(DataFolder folder, int port, String database) throws SQLException {
        var password = folder.secrets().known(Databases.SUPERUSER);
        return DriverManager.getConnection(Databases.url(port, database), Databases.SUPERUSER, password);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aPidFileThatNamesSomebodyElseIsDroppedAndNobodyIsStopped() throws IOException {
        try (var folder = DataFolder.open(home)) {
            var file = folder.postgres().resolve("postmaster.pid");
            Files.createDirectories(folder.postgres());
            Files.writeString(file, ProcessHandle.current().pid() + "\n" + folder.postgres() + "\n");
            PostgresServer.stopOrphan(folder);
            assertThat(file).doesNotExist();
        }
    }
}
