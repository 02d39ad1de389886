package shop.orderly.platform.faults;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The faults that are switched on in this service, by the name of their point. */
final class Faults implements MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    private final List<FaultPoint> points;
    private final Supplier<RandomGenerator> randoms;

    /** @param seed of every point's chances, for tests; null = another each time */
    Faults(List<FaultPoint> points, @Nullable Long seed) {
        this.points = List.copyOf(points);
        this.randoms = seed == null ? Random::new : () -> new Random(seed);
    }

    Map<String, String> on() {
        var on = new TreeMap<String, String>();
        points.stream().filter(FaultPoint::isOn).forEach(point -> on.put(point.name(), point.text()));
        return on;
    }

    /**
     * Replaces whatever is switched on. Points of other services are theirs to switch.
     *
     * @param wanted what is asked of each point; nothing of it happens if a text makes no sense
     */
    synchronized void replace(Map<String, String> wanted) {
        var read = new HashMap<String, List<Fault>>();
        wanted.forEach((point, text) -> read.put(point, FaultGrammar.read(point, text)));
        for (var point : points) {
            var faults = read.get(point.name());
            if (faults == null) {
                point.switchOff();
            } else {
                var text = wanted.get(point.name());
                point.switchTo(text == null ? "" : text, faults, randoms.get());
                log.warn(
                        "FAULT SWITCHED ON: {}={}; this service misbehaves on purpose until it is cleared",
                        point.name(),
                        text);
            }
        }
    }

    synchronized void clear() {
        points.forEach(FaultPoint::switchOff);
        log.info("All faults are off");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("orderly.faults.active", this, it -> it.on().size())
                .description("Points that misbehave on purpose")
                .register(registry);
    }
}
