package shop.orderly.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platformtest.EmbeddedDatabase;

class EndedSessionsIT {

    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void areKnownHereAtTheCommitAndToOtherReplicasWithinASecond() {
        var database = EmbeddedDatabase.create("ended_sessions").dataSource();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/platform")
                .load()
                .migrate();
        var here = new EndedSessions(JdbcClient.create(database), Duration.ofHours(1), Duration.ofMinutes(16));
        var there = new EndedSessions(JdbcClient.create(database), Duration.ofSeconds(1), Duration.ofMinutes(16));
        assertThat(here.ended("u-1", 0)).isFalse();
        assertThat(there.ended("u-1", 0)).isFalse();

        var transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        transactions.executeWithoutResult(status -> {
            here.end("u-1", 3, AT);
            here.end("u-1", 2, AT.minusSeconds(1)); // heard late: changes nothing
        });

        assertThat(here.ended("u-1", 2)).isTrue();
        assertThat(here.ended("u-1", 3)).isFalse();
        assertThat(here.ended("u-2", 0)).isFalse();
        Awaitility.await().atMost(Duration.ofMillis(1_500)).until(() -> there.ended("u-1", 2));

        transactions.executeWithoutResult(status -> {
            here.end("u-2", 9, AT);
            status.setRollbackOnly();
        });
        assertThat(here.ended("u-2", 0)).isFalse();

        assertThat(here.forgetBefore(AT.plus(Duration.ofMinutes(59)))).isZero();
        assertThat(here.forgetBefore(AT.plus(Duration.ofMinutes(61)))).isEqualTo(1);
    }
}
