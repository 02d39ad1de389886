package shop.orderly.faults;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Wires that are slow, silent or cut. */
final class LinkFaults {
    private static final Duration SLOW_BY = Duration.ofMillis(300);

    private final Cluster cluster;

    LinkFaults(Cluster cluster) {
        this.cluster = cluster;
    }

    Evidence slow(Injection injection, Runnable healing) {
        return hurt(injection, healing, link -> link.slow(SLOW_BY), "bytes_delayed", Link::bytesDelayed);
    }

    Evidence blackHole(Injection injection, Runnable healing) {
        return hurt(injection, healing, Link::blackHole, "bytes_dropped", Link::bytesDropped);
    }

    Evidence cut(Injection injection, Runnable healing) {
        return hurt(injection, healing, Link::cut, "connections_reset", Link::connectionsReset);
    }

    private Evidence hurt(
            Injection injection, Runnable healing, Consumer<Link> how, String name, ToLongFunction<Link> measure) {
        var link = cluster.links().stream()
                .filter(one -> one.name().equals(injection.target()))
                .findFirst()
                .orElseThrow(() -> new HarnessException("No link is called " + injection.target()));
        var before = measure.applyAsLong(link);
        how.accept(link);
        Waiting.pause(injection.lasts());
        var hurt = measure.applyAsLong(link) - before;
        healing.run();
        link.heal();
        return new Evidence(hurt > 0, Map.of(name, hurt));
    }
}
