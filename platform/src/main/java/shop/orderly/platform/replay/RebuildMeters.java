package shop.orderly.platform.replay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Meters of each projection's rebuild, tagged {@code projection}; {@code NaN} if the database cannot be asked. */
final class RebuildMeters {

    private final Status status;

    RebuildMeters(Projections projections, Status status, MeterRegistry meters) {
        this.status = status;
        for (var projection : projections.all()) {
            gauge(meters, projection, "under.way", "1 while a rebuild is under way", view -> view == null ? 0 : 1);
            gauge(
                    meters,
                    projection,
                    "behind",
                    "Numbers of the log that the rebuild has not reached",
                    view -> view == null ? 0 : Math.max(0, view.head() - view.position()));
            gauge(
                    meters,
                    projection,
                    "rate",
                    "Events per second over the last seconds",
                    view -> view == null || view.eventsPerSecond() == null ? 0 : view.eventsPerSecond());
        }
    }

    private void gauge(MeterRegistry meters, Projection projection, String name, String description, OfView value) {
        Gauge.builder("orderly.rebuild." + name, () -> {
                    try {
                        return value.applyAsDouble(status.underWay(projection.group(), status.head()));
                    } catch (DataAccessException away) {
                        return Double.NaN;
                    }
                })
                .description(description)
                .tag("projection", projection.group())
                .register(meters);
    }

    /** The value of a rebuild, or of none. */
    private interface OfView {

        double applyAsDouble(@Nullable RebuildView view);
    }
}
