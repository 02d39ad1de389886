package shop.orderly.platform.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The role that owns the tables, on connections of its own: the service's own role may not make or move tables. */
final class Owner {

    private final DataSource dataSource;

    /**
     * @param dataSource the migrations': each connection is new
     */
    Owner(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Each statement by itself. */
    <T> T alone(Function<JdbcClient, T> work) {
        return connected(connection -> work.apply(JdbcClient.create(only(connection))));
    }

    /**
     * All or nothing.
     *
     * @param lockTimeout how long to wait for a lock at most
     * @param before statements with which the transaction begins
     */
    <T> T atOnce(Duration lockTimeout, Function<JdbcClient, T> work, String... before) {
        return connected(connection -> {
            var single = only(connection);
            var jdbc = JdbcClient.create(single);
            return Objects.requireNonNull(new TransactionTemplate(new JdbcTransactionManager(single))
                    .execute(status -> {
                        for (var statement : before) {
                            jdbc.sql(statement).update();
                        }
                        jdbc.sql("SELECT set_config('lock_timeout', ?, true)")
                                .param(lockTimeout.toMillis() + "ms")
                                .query(String.class)
                                .single();
                        return work.apply(jdbc);
                    }));
        });
    }

    /** Does something while no other replica does the same; false if another does. The lock ends with the connection. */
    boolean exclusively(String what, Runnable work) {
        return connected(connection -> {
            var jdbc = JdbcClient.create(only(connection));
            var ours = jdbc.sql("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")
                    .param("orderly.rebuild." + what)
                    .query(Boolean.class)
                    .single();
            if (ours) {
                work.run();
            }
            return ours;
        });
    }

    private <T> T connected(Function<Connection, T> work) {
        try (var connection = dataSource.getConnection()) {
            return work.apply(connection);
        } catch (SQLException e) {
            throw new org.springframework.jdbc.CannotGetJdbcConnectionException("The owner cannot connect", e);
        }
    }

    private static DataSource only(Connection connection) {
        return new SingleConnectionDataSource(connection, true);
    }
}
