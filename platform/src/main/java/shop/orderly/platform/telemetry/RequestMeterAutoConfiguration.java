package shop.orderly.platform.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The count of requests, on every service that counts anything. */
@AutoConfiguration(after = CompositeMeterRegistryAutoConfiguration.class)
@ConditionalOnBean(MeterRegistry.class)
class RequestMeterAutoConfiguration {

    @Bean
    RequestCounter requestCounter(MeterRegistry meters) {
        return new RequestCounter(meters);
    }
}
