package shop.orderly.platform.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.serialization.Serializer;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** The meters of processors and store, where there are any. */
@AutoConfiguration(
        after = {
            AxonAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class
        })
@ConditionalOnBean({MeterRegistry.class, JdbcTemplate.class, EventProcessingConfiguration.class})
class MeterAutoConfiguration {

    @Bean
    ProcessorMeters processorMeters(
            EventProcessingConfiguration processing, MeterRegistry meters, JdbcTemplate jdbc, Serializer serializer) {
        return new ProcessorMeters(processing, meters, new Backlog(jdbc, serializer));
    }

    @Bean
    OldestTransaction oldestTransaction(JdbcTemplate jdbc) {
        return new OldestTransaction(jdbc);
    }
}
