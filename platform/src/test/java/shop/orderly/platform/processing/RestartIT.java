package shop.orderly.platform.processing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.processing.LampService.InstallLamp;
import shop.orderly.platformtest.EmbeddedDatabase;

class RestartIT {

    private static final String REPORTS = "SELECT count(*) FROM domain_event WHERE type = 'lamp.reported'";

    private final EmbeddedDatabase database = EmbeddedDatabase.create("restart");

    @Test
    void aDeadlineThatPassesWhileTheServiceIsDownFiresOnceOnReturn() {
        try (var service = LampService.start(database)) {
            LampService.send(service, new InstallLamp("lamp", 1_000));
            var jdbc = service.getBean(JdbcClient.class);
            await().atMost(ofSeconds(5))
                    .until(() -> jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'AxonDeadline'")
                                    .query(Integer.class)
                                    .single()
                            == 1);
            assertThat(jdbc.sql("SELECT convert_from(task_data, 'UTF8')::jsonb ->> 'deadlineName' FROM scheduled_tasks"
                                    + " WHERE task_name = 'AxonDeadline'")
                            .query(String.class)
                            .single())
                    .isEqualTo("lamp-watch");
        }
        try (var service = LampService.start(database)) {
            var jdbc = service.getBean(JdbcClient.class);
            await().atMost(ofSeconds(10))
                    .until(() -> jdbc.sql(REPORTS).query(Integer.class).single() == 1);
            await().atMost(ofSeconds(10))
                    .until(() -> jdbc.sql("SELECT count(*) FROM saga_entry")
                                    .query(Integer.class)
                                    .single()
                            == 0);
            assertThat(jdbc.sql(REPORTS).query(Integer.class).single()).isEqualTo(1);
        }
    }

    @Test
    void aMigrationMayTakeLongerThanAStatementOfTheService() {
        try (var service = LampService.start(
                database,
                "spring.flyway.locations=classpath:db/migration/slow",
                "spring.datasource.hikari.connection-init-sql=SET statement_timeout = '2s'")) {
            assertThat(service.getBean(JdbcClient.class)
                            .sql("SHOW statement_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("2s");
        }
    }
}
