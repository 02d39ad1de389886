package shop.orderly.platform.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Age of the oldest transaction that has written and is still open, anywhere in the database cluster: no reader of any
 * event log passes it. Other users' sessions are only seen by a role with {@code pg_read_all_stats}.
 */
final class OldestTransaction implements MeterBinder {

    private static final String AGE = """
            SELECT coalesce(max(extract(epoch FROM clock_timestamp() - since)), 0)::float8 FROM (
                SELECT xact_start AS since FROM pg_stat_activity WHERE backend_xid IS NOT NULL
                UNION ALL SELECT prepared FROM pg_prepared_xacts) AS open
            """;

    private final JdbcTemplate jdbc;

    OldestTransaction(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("orderly.store.oldest.transaction", this, OldestTransaction::seconds)
                .description("Age of the oldest open transaction that has written")
                .baseUnit("seconds")
                .register(meters);
    }

    private double seconds() {
        try {
            return Objects.requireNonNullElse(jdbc.queryForObject(AGE, Double.class), 0.0);
        } catch (DataAccessException away) {
            return Double.NaN;
        }
    }
}
