package shop.orderly.platform.replay;

import static shop.orderly.platform.replay.Projection.Version.BASE;
import static shop.orderly.platform.replay.Projection.Version.CHECK;
import static shop.orderly.platform.replay.Projection.Version.NEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.processing.GroupPlaces;

/**
 * Compares what a rebuild has made by many segments and large batches with what the same events give one after the other.
 */
final class Verification {

    private static final int SHOWN = 5;

    private final Owner owner;
    private final Fold fold;
    private final RowCopy copy;
    private final RebuildProperties properties;

    Verification(Owner owner, Fold fold, RowCopy copy, RebuildProperties properties) {
        this.owner = owner;
        this.fold = fold;
        this.copy = copy;
        this.properties = properties;
    }

    /**
     * What was compared.
     *
     * @param whole whether every row was compared; otherwise those of one sequence in {@code oneIn}
     * @param events how many events were folded again
     * @param passedOver how many events were handled neither in the rebuild nor again, because an operator has discarded them
     */
    record Result(boolean whole, long oneIn, long events, long passedOver, List<TableResult> tables) {

        boolean equal() {
            return tables.stream().allMatch(table -> table.differing().isEmpty());
        }
    }

    /**
     * @param rows how many the rebuild made
     * @param compared how many the check made
     * @param differing the keys of the first rows that are not the same, at most five
     */
    record TableResult(String table, long rows, long compared, List<String> differing) {}

    /**
     * @param stored up to where each segment of the rebuild has handled the log
     * @param wanted asked now and then; once false, what is returned is of no use
     */
    Result run(Projection projection, Rebuild rebuild, List<GroupPlaces.Stored> stored, BooleanSupplier wanted) {
        owner.atOnce(properties.lockTimeout(), jdbc -> {
            ProjectionTables.create(jdbc, projection, CHECK);
            return true;
        });
        if (!rebuild.fromEmpty()) {
            copy.between(projection, BASE, CHECK, properties.lockTimeout(), wanted);
        }
        // What is only a part of all events changes rows whose other events were not seen: there it is all or nothing.
        var oneIn =
                rebuild.fromEmpty() ? Math.ceilDiv(Math.max(1, count(rebuild)), (long) properties.verifyEvents()) : 1;
        var folded = fold.run(projection, rebuild, stored, oneIn, wanted);
        var tables = projection.tables().stream()
                .map(table -> owner.alone(jdbc -> compare(jdbc, projection, table, oneIn == 1)))
                .toList();
        return new Result(oneIn == 1, oneIn, folded.events(), folded.passedOver(), tables);
    }

    /** By the owner, who may take as long as a large log needs. */
    private long count(Rebuild rebuild) {
        return owner.atOnce(
                properties.lockTimeout(), jdbc -> Fold.count(jdbc, rebuild.start()), "SET LOCAL statement_timeout = 0");
    }

    private static TableResult compare(JdbcClient jdbc, Projection projection, String live, boolean whole) {
        var next = projection.table(NEXT, live);
        var check = projection.table(CHECK, live);
        var key = key(jdbc, live);
        var differing = new ArrayList<String>();
        if (!whole || !hash(jdbc, next).equals(hash(jdbc, check))) {
            differing.addAll(missing(jdbc, key, check, next));
            if (whole) {
                missing(jdbc, key, next, check).stream()
                        .filter(other -> !differing.contains(other))
                        .forEach(differing::add);
            }
        }
        return new TableResult(
                live,
                count(jdbc, next),
                count(jdbc, check),
                List.copyOf(differing.subList(0, Math.min(SHOWN, differing.size()))));
    }

    /** Of all rows in any order. */
    private static String hash(JdbcClient jdbc, String table) {
        return jdbc.sql("SELECT count(*) || ' ' || coalesce(sum(hashtextextended(row::text, 0)), 0) || ' '"
                        + " || coalesce(sum(hashtextextended(row::text, 1)), 0) FROM " + table + " AS row")
                .query(String.class)
                .single();
    }

    /** The keys of rows of one table that the other has not, or not the same. */
    private static List<String> missing(JdbcClient jdbc, String key, String from, String in) {
        return jdbc.sql("SELECT DISTINCT key FROM (SELECT " + key + " AS key, row::text FROM " + from
                        + " AS row EXCEPT ALL SELECT " + key + ", row::text FROM " + in + " AS row) AS missing LIMIT "
                        + SHOWN)
                .query(String.class)
                .list();
    }

    /** A row's key as text; without a key the row counts as its own. */
    private static String key(JdbcClient jdbc, String table) {
        return jdbc.sql("""
                        SELECT coalesce((SELECT 'concat_ws('', '', '
                                || string_agg('row.' || quote_ident(attname), ', ' ORDER BY attnum) || ')'
                            FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
                            WHERE conrelid = ?::regclass AND contype = 'p'), 'row::text')""").param(table).query(String.class).single();
    }

    private static long count(JdbcClient jdbc, String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }
}
