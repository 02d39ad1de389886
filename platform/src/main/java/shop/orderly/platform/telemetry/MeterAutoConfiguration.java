package shop.orderly.platform.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import shop.orderly.platform.processing.GroupPlaces;

/** The meters of processors and store, where there are any. */
@AutoConfiguration(
        after = {
            AxonAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class
        })
@ConditionalOnBean({MeterRegistry.class, JdbcTemplate.class, EventProcessingConfiguration.class})
class MeterAutoConfiguration {

    private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(1);

    /** An event of our own among the newest whose predecessor is not there. */
    static final InvariantCheck STREAMS = InvariantCheck.of("I4", """
            SELECT count(*) FROM %s e
            WHERE sequence_number > 0 AND convert_from(metadata, 'UTF8')::json ->> 'origin' IS NULL
              AND NOT EXISTS (SELECT FROM domain_event p WHERE p.aggregate_identifier = e.aggregate_identifier
                              AND p.sequence_number = e.sequence_number - 1)""".formatted(InvariantCheck.newestEvents()));

    @Bean
    ProcessorMeters processorMeters(
            EventProcessingConfiguration processing, MeterRegistry meters, JdbcTemplate jdbc, GroupPlaces places) {
        return new ProcessorMeters(processing, meters, new Backlog(jdbc, places));
    }

    @Bean
    OldestTransaction oldestTransaction(JdbcTemplate jdbc) {
        return new OldestTransaction(jdbc);
    }

    @Bean
    InvariantCheck streamsInvariant() {
        return STREAMS;
    }

    @Bean
    InvariantMeters invariantMeters(ObjectProvider<InvariantCheck> checks, JdbcTemplate jdbc, MeterRegistry meters) {
        return new InvariantMeters(checks.orderedStream().toList(), jdbc, meters, BETWEEN_COUNTS);
    }
}
