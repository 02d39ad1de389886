package shop.orderly.platform.eventstore;

import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Looks at the start whether this service could change history: whether its role may do more with events than read and
 * add them. One that may, for instance because it owns the table, could drop the trigger that refuses changes.
 */
final class EventRights {

    private static final Logger LOG = LoggerFactory.getLogger(EventRights.class);

    private static final String TOO_MANY = """
            SELECT bool_or(has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')
                           OR pg_has_role(c.relowner, 'MEMBER'))
            FROM pg_class c WHERE c.oid IN ('domain_event'::regclass, 'event_era'::regclass)""";

    private final JdbcTemplate jdbc;

    EventRights(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Warns, or refuses with an {@link IllegalStateException}, if the role has more rights than it should.
     *
     * @param refuse whether it refuses
     */
    void check(boolean refuse) {
        if (!Boolean.TRUE.equals(jdbc.queryForObject(TOO_MANY, Boolean.class))) {
            return;
        }
        var told = "The database role " + jdbc.queryForObject("SELECT current_user", String.class)
                + " could change or delete events. Give the service a role of its own (DB_USER) and the migrations"
                + " another (DB_MIGRATION_USER); scripts/postgres-roles.sh makes both";
        if (refuse) {
            throw new IllegalStateException(
                    told + ". To run like this all the same: orderly.eventstore.allow-owner=true");
        }
        LOG.warn(told);
    }
}
