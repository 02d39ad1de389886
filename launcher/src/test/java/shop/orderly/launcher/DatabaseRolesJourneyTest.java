package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service could do with its database if it wanted to. */
class DatabaseRolesJourneyTest {
    private static final String WANT_OF_PRIVILEGE = "42501";

    /** With the words of a missing right; the trigger on the table, which says the same code, has others. */
    private static final String ITS_WORDS = "(?s).*(permission denied|must be owner).*";

    private static final List<String> FORBIDDEN = List.of(
            "UPDATE domain_event SET type = 'forged'",
            "DELETE FROM domain_event",
            "TRUNCATE domain_event",
            "DO 'BEGIN LOCK TABLE domain_event IN ACCESS EXCLUSIVE MODE; END'",
            "ALTER TABLE domain_event ADD COLUMN more text",
            "ALTER TABLE domain_event DISABLE TRIGGER ALL",
            "ALTER TABLE domain_event OWNER TO CURRENT_USER",
            "DROP TRIGGER domain_event_append_only ON domain_event",
            "DROP TABLE domain_event CASCADE",
            "CREATE INDEX ON domain_event (type)",
            "CREATE TRIGGER t BEFORE INSERT ON domain_event EXECUTE FUNCTION refuse_change_of_history()",
            "CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
            "SELECT setval('domain_event_global_index_seq', 1)",
            "UPDATE event_era SET era = 2",
            "DELETE FROM event_era",
            "SET session_replication_role = replica",
            "SELECT * FROM flyway_schema_history",
            "TRUNCATE token_entry",
            "CREATE TABLE public.mine ()",
            "CREATE TEMPORARY TABLE mine ()",
            "CREATE SCHEMA mine",
            "CREATE ROLE mine",
            "CREATE DATABASE mine",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "SELECT pg_read_file('postgresql.conf')",
            "SELECT rolpassword FROM pg_authid");

    static Stream<String> databases() {
        return Shop.SERVICES.stream().map(Service::database).filter(Objects::nonNull);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void eventsAreReadAndAddedAndNeverChanged(String database) throws SQLException {
        try (var connection = application(database)) {
            connection.setAutoCommit(false);
            run(connection, """
                    INSERT INTO domain_event (era, aggregate_identifier, sequence_number, event_identifier, type, revision,
                                              payload, metadata, time_stamp)
                    VALUES (1, 'probe', 0, 'probe', 'probe', 1, '', '', now())""");
            run(connection, "SELECT * FROM domain_event WHERE aggregate_identifier = 'probe'");
            run(connection, "SELECT pg_notify('probe', ''), pg_snapshot_xmin(pg_current_snapshot())");
            connection.rollback();
            connection.setAutoCommit(true);
            for (var forbidden : FORBIDDEN) {
                isRefused(connection, forbidden);
            }
            isRefused(connection, "SET ROLE " + database + "_owner");
            isRefused(connection, "SET ROLE " + Databases.SUPERUSER);
            // Says only a warning, and gives nothing: the next line shows it.
            run(connection, "GRANT ALL ON domain_event TO CURRENT_USER");
            isRefused(connection, "DELETE FROM domain_event");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void noServiceEntersAnothersDatabase(String database) {
        var role = database + "_app";
        Stream.concat(databases(), Stream.of("postgres", "template1"))
                .filter(other -> !other.equals(database))
                .forEach(other -> assertThatThrownBy(() -> connect(other, role).close())
                        .as("%s into %s", role, other)
                        .isInstanceOf(SQLException.class)
                        .extracting(thrown -> ((SQLException) thrown).getSQLState())
                        .isEqualTo(WANT_OF_PRIVILEGE));
    }

    @Test
    void aStatementAndATransactionThatTakeTooLongAreCut() throws SQLException {
        for (var database : databases().toList()) {
            try (var connection = application(database)) {
                assertThat(one(connection, "SHOW statement_timeout")).isEqualTo("20s");
                assertThat(one(connection, "SHOW idle_in_transaction_session_timeout"))
                        .isEqualTo("25s");
            }
        }
        // The same limits of the same role, only shorter.
        limits("300ms", "300ms");
        try (var superuser = connect("postgres", Databases.SUPERUSER);
                var connection = application("payment_db")) {
            assertThatThrownBy(() -> run(connection, "SELECT pg_sleep(20)"))
                    .hasMessageContaining("canceling statement due to statement timeout");
            var there =
                    "SELECT count(*) FROM pg_stat_activity WHERE pid = " + one(connection, "SELECT pg_backend_pid()");
            connection.setAutoCommit(false);
            run(connection, "SELECT 1");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> one(superuser, there).equals("0"));
            assertThatThrownBy(() -> run(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        } finally {
            limits("20s", "25s");
        }
    }

    @Test
    void nobodyComesInWithoutAPasswordAndThePasswordsAreTheOwnersAlone() throws Exception {
        var url = Databases.url(TestShop.ports().of(Shop.POSTGRES), "postgres");
        for (var guess : List.of("postgres", "", "admin")) {
            assertThatThrownBy(() -> DriverManager.getConnection(url, Databases.SUPERUSER, guess)
                            .close())
                    .isInstanceOf(SQLException.class);
        }
        var folder = TestShop.secrets().folder();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder)) {
            // The superuser's, the reader's and the local operator's, and two for each database.
            assertThat(files).hasSize(3 + 2 * (int) databases().count()).allSatisfy(file -> {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                assertThat(Files.readString(file)).hasSizeGreaterThanOrEqualTo(32);
            });
        }
    }

    @Test
    void whoLooksInsideReadsEveryStoreAndChangesNone() throws SQLException {
        for (var database : databases().toList()) {
            try (var connection = connect(database, Databases.READER)) {
                run(connection, "SELECT count(*) FROM domain_event_readable");
                run(connection, "SET default_transaction_read_only = off");
                isRefused(connection, "DELETE FROM token_entry");
                isRefused(connection, "INSERT INTO event_era VALUES (2, now(), 'forged')");
                isRefused(connection, "CREATE TABLE mine ()");
            }
        }
        try (var connection = connect("order_db", Databases.READER)) {
            run(connection, "SELECT count(*) FROM orders.order_view");
        }
    }

    @Test
    void whoLooksInsideSeesNeitherPeopleNorKeys() throws SQLException {
        try (var connection = connect("user_db", Databases.READER)) {
            for (var table :
                    List.of("user_account", "signing_key", "refresh_token", "login_attempt", "known_address")) {
                isRefused(connection, "SELECT * FROM users." + table);
            }
        }
    }

    private static void limits(String statement, String idle) throws SQLException {
        try (var superuser = connect("postgres", Databases.SUPERUSER)) {
            run(superuser, "ALTER ROLE payment_db_app SET statement_timeout = '" + statement + "'");
            run(superuser, "ALTER ROLE payment_db_app SET idle_in_transaction_session_timeout = '" + idle + "'");
        }
    }

    private static void isRefused(Connection connection, String sql) {
        assertThatThrownBy(() -> run(connection, sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageMatching(ITS_WORDS)
                .extracting(thrown -> ((SQLException) thrown).getSQLState())
                .isEqualTo(WANT_OF_PRIVILEGE);
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection application(String database) throws SQLException {
        return connect(database, database + "_app");
    }

    private static Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(
                Databases.url(TestShop.ports().of(Shop.POSTGRES), database),
                role,
                TestShop.secrets().known(role));
    }
}
