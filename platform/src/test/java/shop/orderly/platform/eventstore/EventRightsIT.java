package shop.orderly.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.platformtest.EmbeddedDatabase;

@ExtendWith(OutputCaptureExtension.class)
class EventRightsIT {

    private final EmbeddedDatabase database = migrated();

    @Test
    void aRoleThatOwnsTheEventsIsRefusedInProductionAndWarnedOfElsewhere(CapturedOutput output) {
        var rights = new EventRights(database.dataSource());

        assertThatThrownBy(() -> rights.check(true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could change or delete events")
                .hasMessageContaining("orderly.eventstore.allow-owner=true");
        rights.check(false);
        assertThat(output).contains("WARN").contains("could change or delete events");
    }

    @Test
    void aRoleThatOnlyReadsAndAddsIsNotSpokenOf(CapturedOutput output) {
        var rights = new EventRights(database.applicationDataSource());

        assertThatCode(() -> rights.check(true)).doesNotThrowAnyException();
        assertThat(output).doesNotContain("could change or delete events");
    }

    @Test
    void anyOneRightTooManyIsFound() {
        var rights = new EventRights(database.applicationDataSource());
        var owner = new JdbcTemplate(database.dataSource());

        for (var right : new String[] {"UPDATE", "DELETE", "TRUNCATE"}) {
            for (var table : new String[] {"domain_event", "event_era"}) {
                owner.execute("GRANT " + right + " ON " + table + " TO " + database.name() + "_app");
                assertThatThrownBy(() -> rights.check(true))
                        .as("%s on %s", right, table)
                        .isInstanceOf(IllegalStateException.class);
                owner.execute("REVOKE " + right + " ON " + table + " FROM " + database.name() + "_app");
            }
        }
    }

    private static EmbeddedDatabase migrated() {
        var database = EmbeddedDatabase.create("rights");
        Flyway.configure()
                .dataSource(database.ownerDataSource())
                .callbacks(new ApplicationRoleGrants(database.name() + "_app"))
                .locations("classpath:db/migration/platform")
                .load()
                .migrate();
        return database;
    }
}
