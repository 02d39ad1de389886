package shop.orderly.orders.web;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Lets {@code orders.created} be {@code orders_created_total}, as dashboards know it. Micrometer would cut off
 * {@code created}, which old OpenMetrics kept for itself.
 */
@Component
class OrderCounterNames implements MeterRegistryCustomizer<PrometheusMeterRegistry> {

    static final String CREATED = "orders.created";

    @Override
    public void customize(PrometheusMeterRegistry registry) {
        var usual = registry.config().namingConvention();
        registry.config().namingConvention(new NamingConvention() {
            @Override
            public String name(String name, Meter.Type type, @Nullable String baseUnit) {
                return name.equals(CREATED) ? "orders_created" : usual.name(name, type, baseUnit);
            }

            @Override
            public String tagKey(String key) {
                return usual.tagKey(key);
            }

            @Override
            public String tagValue(String value) {
                return usual.tagValue(value);
            }
        });
    }
}
