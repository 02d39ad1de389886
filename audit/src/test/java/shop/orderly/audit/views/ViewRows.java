package shop.orderly.audit.views;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Database;
import shop.orderly.audit.stores.StoreReader;

/**
 * Writes every view from the events of its own database, and tokens that say so. That the folds are right is shown by the
 * journeys, whose views are made by the services.
 */
public final class ViewRows {
    private ViewRows() {}

    public static void write(Function<Database, DataSource> databases) throws SQLException {
        for (var view : Views.all()) {
            var source = databases.apply(view.database());
            try (var connection = source.getConnection()) {
                write(view, connection);
                // Two segments in one group, so that events have to be told apart.
                for (var segment : segments(view)) {
                    token(view.group(), segment, connection);
                }
            }
        }
    }

    private static List<Integer> segments(View view) {
        if (view.isAtOnce()) {
            return List.of();
        }
        return view.group().equals("order-view") ? List.of(0, 1) : List.of(0);
    }

    private static void token(String group, int segment, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                INSERT INTO token_entry (processor_name, segment, token, token_type)
                SELECT ?, ?, convert_to(coalesce((
                    SELECT format('{"era":%s,"transactionId":%s,"globalIndex":%s}', era, transaction_id, global_index)
                    FROM domain_event ORDER BY era DESC, transaction_id DESC, global_index DESC LIMIT 1),
                    '{"era":0,"transactionId":0,"globalIndex":0}'), 'UTF8'), 'place'
                ON CONFLICT DO NOTHING""")) {
            statement.setString(1, group);
            statement.setInt(2, segment);
            statement.executeUpdate();
        }
    }

    private static void write(View view, Connection connection) throws SQLException {
        var columns = view.names();
        var types = types(view, connection);
        var values = columns.stream().map(name -> value(name, types)).collect(Collectors.joining(", "));
        var sql = "INSERT INTO %s (%s) SELECT %s".formatted(view.table(), String.join(", ", columns), values);
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement(sql);
                var events = StoreReader.of(view.database(), connection)
                        .events(
                                view.key(),
                                "era, transaction_id, global_index",
                                view.types().toArray(String[]::new))) {
            for (var key = events.key(); key != null; key = events.key()) {
                var fold = view.fold().get();
                while (key.equals(events.key())) {
                    fold.apply(Objects.requireNonNull(events.take()));
                }
                for (var row : fold.rows()) {
                    for (var i = 0; i < row.size(); i++) {
                        statement.setString(i + 1, shown(row.get(i)));
                    }
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static @Nullable String shown(@Nullable String value) {
        return Columns.ANYTHING.equals(value) ? "whatever the view says" : value;
    }

    private static String value(String column, Map<String, String> types) {
        var type = Objects.requireNonNull(types.get(column), column);
        return switch (type) {
            case "timestamptz" -> "'epoch'::timestamptz + ?::bigint * interval '1 microsecond'";
            case "_text" -> "string_to_array(?, U&'\\001F')";
            default -> "?::" + type;
        };
    }

    private static Map<String, String> types(View view, Connection connection) throws SQLException {
        var types = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + view.table() + " LIMIT 0")) {
            var meta = rows.getMetaData();
            for (var i = 1; i <= meta.getColumnCount(); i++) {
                types.put(meta.getColumnName(i), meta.getColumnTypeName(i));
            }
        }
        return types;
    }
}
