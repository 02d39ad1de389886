package shop.orderly.orders.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.platform.processing.RowBatch;
import shop.orderly.platformtest.EmbeddedDatabase;

/** Feeds events to a projection on a real Postgres; each statement is written at once. */
final class Projected {

    private final JdbcTemplate jdbc;

    Projected() {
        jdbc = new JdbcTemplate(migrated(EmbeddedDatabase.create("order_view").dataSource()));
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    void feed(Object projection, List<? extends EventMessage<?>> messages) {
        RowBatch rows = (sql, arguments) -> jdbc.update(sql, plain(arguments));
        var parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(projection.getClass()),
                new SimpleResourceParameterResolverFactory(List.of(rows)));
        var handler = new AnnotationEventHandlerAdapter(projection, parameters);
        for (var message : messages) {
            try {
                handler.handle(message);
            } catch (Exception e) {
                throw new IllegalStateException("Cannot handle " + message, e);
            }
        }
    }

    List<Map<String, Object>> rows(String table) {
        return jdbc.queryForList("SELECT * FROM orders." + table + " ORDER BY 1, 2");
    }

    private static @Nullable Object[] plain(@Nullable Object[] arguments) {
        var values = new @Nullable Object[arguments.length];
        for (var i = 0; i < arguments.length; i++) {
            values[i] = switch (arguments[i]) {
                case null -> null;
                case Instant at -> at.atOffset(ZoneOffset.UTC);
                case Currency currency -> currency.getCurrencyCode();
                case Object value -> value.getClass().getName().startsWith("java.") ? value : value.toString();
            };
        }
        return values;
    }

    private static DataSource migrated(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/orders")
                .load()
                .migrate();
        return database;
    }
}
