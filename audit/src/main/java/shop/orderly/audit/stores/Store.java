package shop.orderly.audit.stores;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * One database as it was at one moment: whatever is asked is answered from the same snapshot. Answers are streamed, and
 * several may be read side by side.
 */
public final class Store implements AutoCloseable {
    private static final int FETCHED_AT_ONCE = 2_000;

    private final Database database;
    private final Connection connection;
    private long now;

    Store(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    static Store open(Database database, Login login) {
        var properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", "orderly-audit");
        properties.setProperty("connectTimeout", "10");
        try {
            var connection = DriverManager.getConnection(login.url(), properties);
            try {
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setAutoCommit(false);
                var store = new Store(database, connection);
                store.prepare();
                return store;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new UnreadableException(
                    "Cannot read " + database.usualName() + " as " + login + ": " + e.getMessage(), e);
        }
    }

    private void prepare() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            statement.execute("SET work_mem = '64MB'");
            statement.execute("SET jit = off");
            statement.execute("SET statement_timeout = 0");
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            // The snapshot is taken now, and not when the first question comes.
            statement.execute("SELECT 1 FROM domain_event LIMIT 1");
        }
        try (var rows = query("SELECT (extract(epoch FROM now()) * 1000000)::bigint")) {
            now = rows.next() ? rows.number(1) : 0;
        }
    }

    /**
     * Events of some types, streamed in the order of their key.
     *
     * @param key SQL for what they are sorted by
     * @param then SQL for their order within a key
     * @param types names or patterns with {@code %}
     */
    public Events events(String key, String then, String... types) {
        // Sorted by key as bytes, so that streams of different databases can be merged.
        return new Events(query("""
                SELECT (%s) COLLATE "C" AS key, aggregate_identifier, sequence_number, type, event_identifier,
                       (extract(epoch FROM time_stamp) * 1000000)::bigint, era, transaction_id::text::bigint,
                       global_index, payload
                FROM domain_event WHERE type LIKE ANY (string_to_array(?, ' '))
                ORDER BY 1, %s""".formatted(key, then), String.join(" ", types)));
    }

    /** Events of some types by aggregate, each aggregate's in order. */
    public Events streams(String... types) {
        return events("aggregate_identifier", "sequence_number", types);
    }

    /** Asks with texts as parameters. */
    public Rows query(String sql, String... parameters) {
        try {
            var statement = connection.prepareStatement(sql);
            statement.setFetchSize(FETCHED_AT_ONCE);
            for (var i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return new Rows(statement, statement.executeQuery());
        } catch (SQLException e) {
            throw new UnreadableException("Cannot read " + database.usualName() + ": " + e.getMessage(), e);
        }
    }

    /** Whether there is such a table. */
    public boolean has(String table) {
        try (var rows = query("SELECT to_regclass(?) IS NOT NULL", table)) {
            return rows.next() && "t".equals(rows.text(1));
        }
    }

    /** The database's clock when the snapshot was taken, in microseconds since 1970. */
    public long now() {
        return now;
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new UnreadableException("Cannot let go of " + database.usualName(), e);
        }
    }
}
