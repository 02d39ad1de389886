package shop.orderly.platform.processing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.orderly.platform.processing.CollectedRows.Row;

/**
 * Orders the statements of a batch so that equal ones lie together and go to the database at once. Those of one sequence of
 * events keep their order; those of different ones have none anyway, as segments handle them at the same time.
 *
 * <p>The driver turns a group of inserts into one of many rows, and such an upsert may meet no row twice: where its first
 * argument, mostly the key, comes again, the statement goes into a later group.
 */
final class RowGroups {

    private final List<Group> groups = new ArrayList<>();
    private final Map<String, List<Integer>> placesBySql = new HashMap<>();
    private final Map<Object, Integer> lastPlaceOf = new HashMap<>();

    /** Equal statements that are sent together. */
    record Group(String sql, List<List<@Nullable Object>> arguments, Set<Object> keys) {}

    /** @param sequence what the statement's event belongs to */
    void add(Object sequence, Row row) {
        var key = key(row);
        var place = placeOf(row.sql(), key, lastPlaceOf.getOrDefault(sequence, 0));
        var group = groups.get(place);
        group.arguments().add(row.arguments());
        if (key != null) {
            group.keys().add(key);
        }
        lastPlaceOf.put(sequence, place);
    }

    List<Group> inOrder() {
        return groups;
    }

    private int placeOf(String sql, @Nullable Object key, int earliest) {
        var places = placesBySql.computeIfAbsent(sql, text -> new ArrayList<>());
        for (var place : places) {
            if (place >= earliest && (key == null || !groups.get(place).keys().contains(key))) {
                return place;
            }
        }
        groups.add(new Group(sql, new ArrayList<>(), new HashSet<>()));
        places.add(groups.size() - 1);
        return groups.size() - 1;
    }

    private static @Nullable Object key(Row row) {
        return row.arguments().isEmpty() || !row.sql().contains("DO UPDATE")
                ? null
                : row.arguments().getFirst();
    }
}
