package shop.orderly.platform.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.OpenTelemetryAutoConfiguration;
import org.axonframework.tracing.SpanFactory;
import org.axonframework.tracing.opentelemetry.OpenTelemetrySpanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Traces that go through every message. */
@AutoConfiguration(
        after = {OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class},
        before = {OpenTelemetryAutoConfiguration.class, AxonAutoConfiguration.class})
class TelemetryAutoConfiguration {

    /** Axon's own looks for a global OpenTelemetry, which Spring Boot does not set: its spans would go nowhere. */
    @Bean
    @ConditionalOnBean(OpenTelemetry.class)
    SpanFactory axonSpanFactory(OpenTelemetry telemetry) {
        return OpenTelemetrySpanFactory.builder()
                .tracer(telemetry.getTracer("org.axonframework"))
                .contextPropagators(telemetry.getPropagators().getTextMapPropagator())
                .build();
    }
}
