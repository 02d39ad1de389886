package shop.orderly.platform.eventstore;

import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens a new era when the log has moved to a database cluster whose transaction ids are behind the stored ones, as after
 * a restore from a dump: whatever is appended from now on comes after everything that was restored.
 */
final class EventEras {

    private static final Logger LOG = LoggerFactory.getLogger(EventEras.class);
    private static final long ONE_AT_A_TIME = 7_310_568_001L;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    EventEras(DataSource dataSource, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(transactions);
    }

    /** To be called before the first append. */
    void openIfMoved() {
        var opened = transaction.execute(status -> {
            jdbc.query("SELECT pg_advisory_xact_lock(?)", row -> {}, ONE_AT_A_TIME);
            return jdbc.update("""
                    INSERT INTO event_era (era, reason)
                    SELECT current.era + 1, 'stored transaction ids were ahead of this database cluster'
                    FROM (SELECT max(era) AS era FROM event_era) AS current
                    WHERE EXISTS (
                        SELECT FROM domain_event e
                        WHERE e.era = current.era AND e.transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))
                    """);
        });
        if (opened != null && opened > 0) {
            LOG.info("The event log has moved to another database cluster: a new era begins");
        }
    }
}
