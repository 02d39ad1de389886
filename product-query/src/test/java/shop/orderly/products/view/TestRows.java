package shop.orderly.products.view;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platform.processing.RowBatch;
import shop.orderly.platformtest.EmbeddedDatabase;

/** The rows of one batch of events on a real Postgres, written in one transaction. */
final class TestRows implements RowBatch {

    private record Statement(String sql, List<@Nullable Object> arguments) {}

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final List<Statement> statements = new ArrayList<>();

    TestRows(DataSource database) {
        jdbc = new JdbcTemplate(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    static DataSource migratedDatabase() {
        var database = pooled(EmbeddedDatabase.create("product_view"));
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/products")
                .load()
                .migrate();
        return database;
    }

    private static DataSource pooled(EmbeddedDatabase database) {
        var pool = new HikariDataSource();
        pool.setDataSource(database.dataSource());
        pool.setMaximumPoolSize(4);
        return pool;
    }

    @Override
    public void add(String sql, @Nullable Object... arguments) {
        var values = new ArrayList<@Nullable Object>();
        for (var argument : arguments) {
            values.add(value(argument));
        }
        statements.add(new Statement(sql, values));
    }

    /** Consecutive equal statements go as one JDBC batch, in which no upsert meets a row twice, as in the platform. */
    void commit() {
        transaction.executeWithoutResult(status -> {
            for (var from = 0; from < statements.size(); ) {
                var sql = statements.get(from).sql();
                var batch = new ArrayList<Object[]>();
                var keys = new HashSet<@Nullable Object>();
                while (from < statements.size()
                        && statements.get(from).sql().equals(sql)
                        && keys.add(key(statements.get(from)))) {
                    batch.add(statements.get(from++).arguments().toArray());
                }
                jdbc.batchUpdate(sql, batch);
            }
        });
        statements.clear();
    }

    private static @Nullable Object key(Statement statement) {
        return statement.sql().contains("DO UPDATE") ? statement.arguments().getFirst() : new Object();
    }

    private static @Nullable Object value(@Nullable Object argument) {
        if (argument instanceof Instant at) {
            return at.atOffset(ZoneOffset.UTC);
        }
        if (argument instanceof Collection<?> texts) {
            return texts.stream().map(Objects::toString).toArray(String[]::new);
        }
        return argument == null || argument instanceof Number || argument instanceof String
                ? argument
                : argument.toString();
    }
}
