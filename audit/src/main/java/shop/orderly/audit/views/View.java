package shop.orderly.audit.views;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.orderly.audit.stores.Database;

/**
 * One table that is made of events.
 *
 * @param group the processing group that keeps it
 * @param key SQL for what an event is about; the table's rows are compared by it
 * @param rowKey SQL for the same of a row
 * @param order SQL for the order of several rows about one thing; null if there is only one
 * @param columns SQL for each column as text, as {@link Fold#rows()} gives them
 * @param types which events it is made of
 * @param isSequencedByKey whether events are handled in one sequence per key; else per aggregate
 * @param isAtOnce whether its rows are written in the transaction that appends the event, and so no token says how far it is
 * @param forgetsAfterMicros how old, by its last column, a row must be that may be gone; 0 if none may
 */
public record View(
        Database database,
        String table,
        String group,
        String key,
        String rowKey,
        @Nullable String order,
        List<String> columns,
        List<String> types,
        boolean isSequencedByKey,
        boolean isAtOnce,
        long forgetsAfterMicros,
        Supplier<Fold> fold) {
    private static final Pattern COLUMN =
            Pattern.compile("(?:\\(extract\\(epoch FROM |trim_scale\\(|array_to_string\\()?(\\w+).*");

    public View {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }

    /** The names of the columns. */
    List<String> names() {
        return columns.stream()
                .map(sql -> COLUMN.matcher(sql).replaceFirst("$1"))
                .toList();
    }

    /** A table with one row per aggregate. */
    static View of(
            Database database,
            String table,
            String group,
            String rowKey,
            String types,
            Supplier<Fold> fold,
            String... columns) {
        return new View(
                database,
                table,
                group,
                "aggregate_identifier",
                rowKey,
                null,
                List.of(columns),
                List.of(types),
                false,
                false,
                0,
                fold);
    }

    View keyedBy(String sql) {
        return new View(
                database,
                table,
                group,
                sql,
                rowKey,
                order,
                columns,
                types,
                isSequencedByKey,
                isAtOnce,
                forgetsAfterMicros,
                fold);
    }

    View inOneSequence(@Nullable String orderOfRows, String... allTypes) {
        return new View(
                database,
                table,
                group,
                key,
                rowKey,
                orderOfRows,
                columns,
                List.of(allTypes),
                true,
                isAtOnce,
                forgetsAfterMicros,
                fold);
    }

    View forgettingAfter(long micros) {
        return new View(
                database, table, group, key, rowKey, order, columns, types, isSequencedByKey, isAtOnce, micros, fold);
    }

    View atOnce() {
        return new View(
                database,
                table,
                group,
                key,
                rowKey,
                order,
                columns,
                types,
                isSequencedByKey,
                true,
                forgetsAfterMicros,
                fold);
    }
}
