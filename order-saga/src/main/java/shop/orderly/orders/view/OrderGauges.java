package shop.orderly.orders.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.orders.OrderStatus;

/** How many orders are unfinished, by state, and how many of them call for a person; counted when somebody asks. */
@Component
class OrderGauges implements MeterBinder {

    private final JdbcClient jdbc;

    OrderGauges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var status : OrderStatus.values()) {
            if (status != OrderStatus.REJECTED && status != OrderStatus.CONFIRMED) {
                Gauge.builder("orderly.orders.unfinished", this, it -> it.unfinished(status))
                        .description("Orders that a saga is looking after, by state")
                        .tag("state", status.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
        Gauge.builder("orderly.orders.stuck", this, OrderGauges::stuck)
                .description("Orders that call for a person: a step failed often, or the fate of the money is unknown")
                .register(registry);
    }

    private long unfinished(OrderStatus status) {
        return jdbc.sql("SELECT count(*) FROM orders.order_view WHERE unfinished AND status = ?")
                .param(status.name())
                .query(Long.class)
                .single();
    }

    private long stuck() {
        return jdbc.sql("SELECT count(*) FROM orders.saga_view WHERE state = 'stuck'")
                .query(Long.class)
                .single();
    }
}
