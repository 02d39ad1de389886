package shop.orderly.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import shop.orderly.audit.stores.Database;
import shop.orderly.platformtest.EmbeddedBroker;

/**
 * How long the audit takes for how many events, in a JVM of its own with 256 MiB. No test: run it with {@code
 * -Dtest=AuditMeasurement -Dorderly.audit.orders=42000}, which makes about a million events in all stores together.
 */
class AuditMeasurement {
    @Test
    void takesSoLong() throws Exception {
        var orders = Integer.getInteger("orderly.audit.orders", 42_000);
        var history = new History(Story.NOW.minus(300, ChronoUnit.DAYS));
        for (var product = 0; product < 100; product++) {
            history.product("product-" + product, "10", 1_000_000);
        }
        for (var order = 0; order < orders; order++) {
            history.bought("order-" + order, "product-" + order % 100, 1, "10");
        }
        var stores = PlantedStores.of(history);
        var events = 0L;
        for (var database : Database.values()) {
            try (var connection = PlantedStores.embedded(database).dataSource().getConnection();
                    var rows = connection.createStatement().executeQuery("SELECT count(*) FROM domain_event")) {
                rows.next();
                events += rows.getLong(1);
            }
        }
        var start = System.nanoTime();
        var exit = audit(stores);
        var took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "%,d events, %,d of them published: %.1f s%n",
                events, history.entries().size(), took.toMillis() / 1e3);
        assertThat(exit).isZero();
    }

    private static int audit(PlantedStores stores) throws Exception {
        var command = new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "shop.orderly.audit.AuditMain");
        command.environment().putAll(environment(stores));
        var process = command.inheritIO().start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static Map<String, String> environment(PlantedStores stores) {
        var sources = stores.sources();
        var environment = new HashMap<String, String>();
        for (var database : Database.values()) {
            environment.put(
                    "AUDIT_" + database.name() + "_DB_URL",
                    sources.login(database).url());
        }
        environment.put("AUDIT_DB_PASSWORD", "reader");
        environment.put("AUDIT_KAFKA_BROKERS", EmbeddedBroker.brokers());
        environment.put("AUDIT_TOPIC_PREFIX", sources.topicPrefix());
        return environment;
    }
}
