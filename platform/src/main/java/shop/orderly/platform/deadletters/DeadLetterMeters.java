package shop.orderly.platform.deadletters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** {@code orderly.dead.letters}: parked events of each processor that wait for an operator, the same on every replica. */
final class DeadLetterMeters implements SmartLifecycle {

    private final DeadLetterDesk desk;
    private final MeterRegistry meters;
    private volatile boolean registered;

    DeadLetterMeters(DeadLetterDesk desk, MeterRegistry meters) {
        this.desk = desk;
        this.meters = meters;
    }

    @Override
    public void start() {
        registered = true;
        desk.processors()
                .forEach(processor -> Gauge.builder("orderly.dead.letters", () -> count(processor))
                        .description("Parked events that wait for an operator")
                        .tag("processor", processor)
                        .register(meters));
    }

    /** {@code NaN} if the database cannot be asked. */
    private double count(String processor) {
        try {
            return desk.count(processor);
        } catch (DataAccessException away) {
            return Double.NaN;
        }
    }

    @Override
    public void stop() {
        registered = false;
    }

    @Override
    public boolean isRunning() {
        return registered;
    }
}
