package shop.orderly.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import shop.orderly.launcher.client.Problem;

/**
 * One database per service, each with a role that owns and migrates it and one that the service works as; and a role that
 * reads what {@code orderly audit} reads. Passwords are set anew at each start, so a lost one is no loss.
 */
final class Databases {
    static final String SUPERUSER = "postgres";

    /** Reads every store and changes nothing; of the users' it sees the events, and neither people nor keys. */
    static final String READER = "orderly_reader";

    /** Of these databases it may read one schema only. */
    private static final Map<String, String> READABLE = Map.of("user_db", "public");

    private final int port;
    private final Secrets secrets;

    Databases(int port, Secrets secrets) {
        this.port = port;
        this.secrets = secrets;
    }

    /** What a service is told of its own database. */
    static Map<String, String> settings(String database, Secrets secrets) {
        var owner = database + "_owner";
        var application = database + "_app";
        return Map.of(
                "DB_NAME", database,
                "DB_USER", application,
                "DB_PASSWORD", secrets.password(application),
                "DB_MIGRATION_USER", owner,
                "DB_MIGRATION_PASSWORD", secrets.password(owner));
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** Creates what is missing, and gives its owner what an earlier version left with the superuser. */
    void create(Collection<String> names) {
        try (var server = connect("postgres")) {
            createReader(server);
            run(server, "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
            for (var name : names) {
                var isNew = !exists(server, "SELECT 1 FROM pg_database WHERE datname = ?", name);
                if (isNew) {
                    run(server, "CREATE DATABASE " + name);
                }
                set(server, "orderly.database", name);
                set(server, "orderly.owner_password", secrets.password(name + "_owner"));
                set(server, "orderly.app_password", secrets.password(name + "_app"));
                run(server, resource("db/roles/database.sql"));
                try (var database = connect(name)) {
                    if (!isNew) {
                        run(database, resource("db/roles/ownership.sql"));
                    }
                    set(database, "orderly.database", name);
                    set(database, "orderly.reader", READER);
                    set(database, "orderly.readable", READABLE.getOrDefault(name, ""));
                    run(database, resource("db/roles/reader.sql"));
                }
            }
        } catch (SQLException e) {
            throw new Problem("Cannot create the databases: " + e.getMessage(), e);
        }
    }

    /** Whether user-service has an administrator; no, before it has started for the first time. */
    boolean hasAdministrator() {
        return isAnyUser("'admin' = ANY (roles) AND username <> ?", "");
    }

    /** Whether somebody is called so. */
    boolean hasUser(String name) {
        return isAnyUser("lower(username) = lower(?)", name);
    }

    private boolean isAnyUser(String condition, String name) {
        try (var server = connect("user_db")) {
            return exists(server, "SELECT 1 WHERE to_regclass(?) IS NOT NULL", "users.user_account")
                    && exists(server, "SELECT 1 FROM users.user_account WHERE " + condition, name);
        } catch (SQLException e) {
            throw new Problem("Cannot look for the administrator: " + e.getMessage(), e);
        }
    }

    private void createReader(Connection server) throws SQLException {
        if (!exists(server, "SELECT 1 FROM pg_roles WHERE rolname = ?", READER)) {
            run(server, "CREATE ROLE " + READER + " LOGIN");
            run(server, "ALTER ROLE " + READER + " SET default_transaction_read_only = on");
        }
        if (exists(server, "SELECT 1 WHERE pg_has_role(?, 'pg_read_all_data', 'MEMBER')", READER)) {
            run(server, "REVOKE pg_read_all_data FROM " + READER);
        }
        setPassword(server, READER);
    }

    void setSuperuserPassword() {
        try (var server = connect("postgres")) {
            setPassword(server, SUPERUSER);
        } catch (SQLException e) {
            throw new Problem("Cannot set the password of " + SUPERUSER + ": " + e.getMessage(), e);
        }
    }

    /** Makes Postgres read again who may come in how. */
    void readClientsAgain() {
        try (var server = connect("postgres")) {
            run(server, "SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new Problem("Postgres does not read its configuration again: " + e.getMessage(), e);
        }
    }

    /** As a parameter: the text of a statement is shown to others and may be logged. */
    private void setPassword(Connection server, String role) throws SQLException {
        set(server, "orderly.role", role);
        set(server, "orderly.password", secrets.password(role));
        run(server, """
                DO $$ BEGIN
                    EXECUTE format('ALTER ROLE %I PASSWORD %L',
                        current_setting('orderly.role'), current_setting('orderly.password'));
                END $$""");
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(port, database), SUPERUSER, secrets.known(SUPERUSER));
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void set(Connection connection, String setting, String value) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            statement.execute();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String resource(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
