package shop.orderly.platform.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How often each invariant is violated, as far as this service can tell cheaply: {@code
 * orderly.invariant.violations{invariant="I1"}}. Counted now and then and never because somebody reads the meter; NaN
 * before the first count, and whenever counting failed.
 */
final class InvariantMeters implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InvariantMeters.class);

    private final Map<String, List<InvariantCheck>> checks;
    private final JdbcTemplate jdbc;
    private final MeterRegistry meters;
    private final Duration every;
    private final Map<String, Double> violations = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService clockwork;
    private @Nullable Future<?> counting;

    /** @param every the pause between two counts */
    InvariantMeters(Collection<InvariantCheck> checks, JdbcTemplate jdbc, MeterRegistry meters, Duration every) {
        this.checks = checks.stream()
                .collect(Collectors.groupingBy(InvariantCheck::invariant, TreeMap::new, Collectors.toList()));
        this.jdbc = jdbc;
        this.meters = meters;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        checks.keySet().forEach(this::register);
        var named = Thread.ofPlatform().name("invariants").daemon().factory();
        clockwork = Executors.newSingleThreadScheduledExecutor(named);
        counting = clockwork.scheduleWithFixedDelay(this::count, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void register(String invariant) {
        Gauge.builder("orderly.invariant.violations", violations, known -> known.getOrDefault(invariant, Double.NaN))
                .description("How often an invariant is violated, as far as the service itself looks")
                .tag("invariant", invariant)
                .register(meters);
    }

    /** Counts all of them once. */
    void count() {
        checks.forEach((invariant, several) -> violations.put(invariant, counted(invariant, several)));
    }

    private double counted(String invariant, List<InvariantCheck> several) {
        try {
            var sum = 0.0;
            for (var check : several) {
                var found = jdbc.queryForObject(
                        check.sql(), Long.class, check.parameters().toArray());
                sum += found == null ? 0 : found;
            }
            if (sum > 0) {
                log.error("Invariant {} is violated {} times; run the audit", invariant, (long) sum);
            }
            return sum;
        } catch (DataAccessException failed) {
            log.warn("Invariant {} cannot be checked: {}", invariant, failed.getMessage());
            return Double.NaN;
        }
    }

    @Override
    public synchronized void stop() {
        if (counting != null) {
            counting.cancel(true);
            counting = null;
        }
        if (clockwork != null) {
            clockwork.shutdownNow();
            clockwork = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clockwork != null;
    }
}
