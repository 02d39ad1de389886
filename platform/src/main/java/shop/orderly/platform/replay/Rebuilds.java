package shop.orderly.platform.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.CommitOrderToken;

/** The table of rebuilds. Every change of a state names the state that it leaves, so that of two only one happens. */
final class Rebuilds {

    private static final String UNDER_WAY = "state IN ('building', 'paused', 'verifying', 'swapping')";

    private final JdbcClient jdbc;
    private final Clock clock;

    Rebuilds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** False if there is one of the same projection under way. */
    boolean add(Rebuild rebuild) {
        try {
            jdbc.sql("""
                            INSERT INTO projection_rebuild (id, projection, state, asked_from, from_empty, start_era,
                                start_transaction_id, start_global_index, head_global_index, started_at, started_by)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            rebuild.id(),
                            rebuild.projection(),
                            rebuild.state().text(),
                            rebuild.from(),
                            rebuild.fromEmpty(),
                            rebuild.start().era(),
                            rebuild.start().transactionId(),
                            rebuild.start().globalIndex(),
                            rebuild.head(),
                            rebuild.startedAt().atOffset(ZoneOffset.UTC),
                            rebuild.startedBy())
                    .update();
            return true;
        } catch (DuplicateKeyException another) {
            return false;
        }
    }

    Optional<Rebuild> find(String projection, String id) {
        return jdbc.sql("SELECT * FROM projection_rebuild WHERE projection = ? AND id = ?")
                .params(projection, id)
                .query((row, number) -> read(row))
                .optional();
    }

    Optional<Rebuild> underWay(String projection) {
        return jdbc.sql("SELECT * FROM projection_rebuild WHERE projection = ? AND " + UNDER_WAY)
                .param(projection)
                .query((row, number) -> read(row))
                .optional();
    }

    /** The one that made the live rows; empty if they were there from the beginning or have been put back. */
    Optional<Rebuild> lastDone(String projection) {
        return jdbc.sql("SELECT * FROM projection_rebuild WHERE projection = ? AND swaps > 0"
                        + " ORDER BY started_at DESC LIMIT 1")
                .param(projection)
                .query((row, number) -> read(row))
                .optional()
                .filter(last -> last.state() == RebuildState.DONE);
    }

    /** Those under way, and those that ended and left something to clear away. */
    List<Rebuild> unsettled() {
        return jdbc.sql("SELECT * FROM projection_rebuild WHERE NOT cleaned OR " + UNDER_WAY + " ORDER BY started_at")
                .query((row, number) -> read(row))
                .list();
    }

    /** How often the live rows of each projection have been exchanged. */
    Map<String, Integer> swaps() {
        return jdbc
                .sql("SELECT projection, sum(swaps)::integer AS swaps FROM projection_rebuild GROUP BY projection")
                .query((row, number) -> Map.entry(row.getString("projection"), row.getInt("swaps")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    boolean move(String id, RebuildState from, RebuildState to) {
        return jdbc.sql("UPDATE projection_rebuild SET state = ? WHERE id = ? AND state = ?")
                        .params(to.text(), id, from.text())
                        .update()
                == 1;
    }

    /** Ends one that is under way, unless it ended already. */
    boolean end(String id, RebuildState as, @Nullable String error) {
        return jdbc.sql("UPDATE projection_rebuild SET state = ?, error = ?, finished_at = ? WHERE id = ? AND "
                                + UNDER_WAY)
                        .param(as.text())
                        .param(error)
                        .param(clock.instant().atOffset(ZoneOffset.UTC))
                        .param(id)
                        .update()
                == 1;
    }

    void verified(String id, String json) {
        jdbc.sql("UPDATE projection_rebuild SET verification = ?::jsonb WHERE id = ?")
                .params(json, id)
                .update();
    }

    void prepared(String id) {
        jdbc.sql("UPDATE projection_rebuild SET prepared = true WHERE id = ?")
                .param(id)
                .update();
    }

    void indexed(String id) {
        jdbc.sql("UPDATE projection_rebuild SET indexed = true WHERE id = ?")
                .param(id)
                .update();
    }

    void cleaned(String id) {
        jdbc.sql("UPDATE projection_rebuild SET cleaned = true WHERE id = ?")
                .param(id)
                .update();
    }

    private static Rebuild read(ResultSet row) throws SQLException {
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Rebuild(
                row.getString("id"),
                row.getString("projection"),
                RebuildState.of(row.getString("state")),
                row.getString("asked_from"),
                row.getBoolean("from_empty"),
                new CommitOrderToken(
                        row.getInt("start_era"),
                        row.getLong("start_transaction_id"),
                        row.getLong("start_global_index")),
                row.getLong("head_global_index"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getString("started_by"),
                finished == null ? null : finished.toInstant(),
                row.getString("error"),
                row.getString("verification"),
                row.getBoolean("prepared"),
                row.getBoolean("indexed"));
    }
}
