package shop.orderly.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.platformtest.EmbeddedDatabase;

class InvariantMetersIT {

    private final EmbeddedDatabase database = EmbeddedDatabase.create("invariants");
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void migrate() {
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:db/migration/platform")
                .load()
                .migrate();
    }

    @Test
    void whatIsCountedIsShownAndWhatCannotBeCountedIsNoNumber() {
        var checked = new InvariantMeters(
                List.of(
                        InvariantCheck.of("I1", "SELECT count(*) FROM generate_series(1, ?)", 2),
                        InvariantCheck.of("I1", "SELECT 1"),
                        InvariantCheck.of("I2", "SELECT count(*) FROM nowhere")),
                jdbc,
                meters,
                Duration.ofHours(1));
        checked.start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(value("I1")).isEqualTo(3));
            assertThat(value("I2")).isNaN();
        } finally {
            checked.stop();
        }
        assertThat(checked.isRunning()).isFalse();
    }

    @Test
    void aHoleInAStreamOfOursIsFoundAndOneInAnothersIsNot() {
        var checked = new InvariantMeters(List.of(MeterAutoConfiguration.STREAMS), jdbc, meters, Duration.ofHours(1));
        event("whole", 0, "{}");
        event("whole", 1, "{}");
        event("late", 5, "{\"origin\":\"ship.events\"}");
        checked.count();
        assertThat(violations(checked)).isZero();
        event("torn", 0, "{}");
        event("torn", 2, "{}");
        checked.count();
        assertThat(violations(checked)).isEqualTo(1);
    }

    private double violations(InvariantMeters checked) {
        checked.start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !Double.isNaN(value("I4")));
            return value("I4");
        } finally {
            checked.stop();
            meters.clear();
        }
    }

    private double value(String invariant) {
        return meters.get("orderly.invariant.violations")
                .tag("invariant", invariant)
                .gauge()
                .value();
    }

    private void event(String stream, long sequence, String metadata) {
        jdbc.update("""
                INSERT INTO domain_event (era, aggregate_type, aggregate_identifier, sequence_number, event_identifier, type,
                    revision, payload, metadata, time_stamp)
                VALUES (1, 'Ship', ?, ?, gen_random_uuid()::text, 'ship.launched', 1, '{}', convert_to(?, 'UTF8'), now())""", stream, sequence, metadata);
    }
}
