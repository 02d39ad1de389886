package shop.orderly.platform.replay;

import java.time.Duration;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;
import shop.orderly.platform.processing.GroupPlaces;
import shop.orderly.platform.replay.Projection.Version;

/**
 * Copies the rows of a projection as they are at one moment, in many short transactions that all see that moment: one long
 * one would hold back the readers of the event log.
 */
final class RowCopy {

    private static final int PAGES = 500;

    private final Owner owner;

    RowCopy(Owner owner) {
        this.owner = owner;
    }

    /**
     * Fills the empty tables of a version with the live rows.
     *
     * @param wanted asked now and then; once false, only a part is copied
     * @throws RebuildFailedException if the live rows are older than the place from which the rebuild handles events
     */
    void ofLive(Projection projection, Rebuild rebuild, Version into, Duration lockTimeout, BooleanSupplier wanted) {
        // Reads only, and so gets no transaction id.
        owner.atOnce(
                lockTimeout,
                holding -> {
                    var snapshot = holding.sql("SELECT pg_export_snapshot()")
                            .query(String.class)
                            .single();
                    requireNoGap(holding, projection, rebuild);
                    for (var live : projection.tables()) {
                        var pages = pages(holding, live);
                        for (var page = 0L; page < pages && wanted.getAsBoolean(); page += PAGES) {
                            piece(projection, into, live, snapshot, page, lockTimeout);
                        }
                    }
                    return true;
                },
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }

    /** As the same moment shows it: a rollback may have put older rows there since the rebuild was asked for. */
    private static void requireNoGap(JdbcClient jdbc, Projection projection, Rebuild rebuild) {
        var slowest = GroupPlaces.stored(jdbc, projection.group()).stream()
                .map(GroupPlaces.Stored::place)
                .min(Comparator.naturalOrder())
                .orElse(CommitOrderToken.START);
        if (slowest.compareTo(rebuild.start()) < 0) {
            throw new RebuildFailedException("The live rows of " + projection.group() + " stand at "
                    + slowest.globalIndex() + ", before the rebuild's start at "
                    + rebuild.start().globalIndex() + ": they were put back meanwhile; start a new rebuild");
        }
    }

    private void piece(
            Projection projection, Version into, String live, String snapshot, long page, Duration lockTimeout) {
        owner.atOnce(
                lockTimeout,
                jdbc -> jdbc.sql(copying(jdbc, live, projection.table(into, live)) + " WHERE ctid >= '(" + page
                                + ",0)'::tid AND ctid < '(" + (page + PAGES) + ",0)'::tid")
                        .update(),
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "SET TRANSACTION SNAPSHOT '" + snapshot + "'");
    }

    /**
     * From one version, which nobody changes meanwhile, to another.
     *
     * @param wanted asked now and then; once false, only a part is copied
     */
    void between(Projection projection, Version from, Version into, Duration lockTimeout, BooleanSupplier wanted) {
        for (var live : projection.tables()) {
            var source = projection.table(from, live);
            var pages = owner.alone(jdbc -> pages(jdbc, source));
            for (var page = 0L; page < pages && wanted.getAsBoolean(); page += PAGES) {
                var first = page;
                owner.atOnce(
                        lockTimeout,
                        jdbc -> jdbc.sql(copying(jdbc, source, projection.table(into, live)) + " WHERE ctid >= '("
                                        + first + ",0)'::tid AND ctid < '(" + (first + PAGES) + ",0)'::tid")
                                .update());
            }
        }
    }

    private static long pages(JdbcClient jdbc, String table) {
        return jdbc.sql("SELECT pg_relation_size(?::regclass) / current_setting('block_size')::bigint")
                .param(table)
                .query(Long.class)
                .single();
    }

    /** Generated columns generate themselves. */
    private static String copying(JdbcClient jdbc, String from, String into) {
        var columns = jdbc.sql("SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
                        + " WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''")
                .param(from)
                .query(String.class)
                .single();
        return "INSERT INTO " + into + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns + " FROM " + from;
    }
}
