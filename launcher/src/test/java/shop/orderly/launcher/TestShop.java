package shop.orderly.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ConfigurableApplicationContext;

/** One whole system for all journeys of this JVM, on free ports and an empty folder; time is moved by short limits. */
final class TestShop {
    /** Payments of {@code tok_slow_<this>} are captured after their hold expired and before the payment deadline. */
    static final int BETWEEN_HOLD_AND_DEADLINE_MILLIS = 16_000;

    private static final Map<String, String> SHORT_LIMITS = Map.of(
            "orderly.inventory.hold-limit", "10s",
            "orderly.orders.payment-timeout", "24s",
            // The other way round: a machine that is busy with tests is given time to hear of a product that is new.
            "orderly.orders.price-wait", "4s",
            "orderly.payments.sandbox.late-after", "30s",
            "orderly.payments.retry-max", "1s",
            "orderly.orders.sweep-every", "2s",
            "orderly.orders.sweep-after", "5s",
            "orderly.users.admin.username", "root",
            "orderly.users.admin.password", "root-secret");

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private TestShop() {}

    static Ports ports() {
        return Holder.SHOP.ports();
    }

    /** What every service said about what it did. */
    static SpanReceiver spans() {
        return Holder.SPANS;
    }

    static Secrets secrets() {
        return Holder.SHOP.secrets();
    }

    /** Everything that every service answers to. */
    static List<ServedRoute> routes() {
        return ServedRoute.all(Holder.SHOP);
    }

    static String door() {
        return ports().url(Shop.GATEWAY);
    }

    static ConfigurableApplicationContext service(String name) {
        return Holder.SHOP.service(name);
    }

    /** What a Kafka client of this holder of a certificate needs to connect. */
    static Map<String, Object> kafkaClient(String holder) {
        return Holder.SHOP.kafkaClient(holder);
    }

    /** Where the certificate and key of this holder are. */
    static Path certificates(String holder) {
        return Holder.FOLDER.certificates(holder);
    }

    /** Somebody nobody has met before, who may sell and buy. */
    static Shopper somebody() {
        return Shopper.named(door(), "person" + PEOPLE.incrementAndGet());
    }

    static Shopper administrator() {
        return Shopper.knownAs(door(), "root", "root-secret");
    }

    private static final class Holder {
        static final SpanReceiver SPANS = SpanReceiver.start(Path.of("target/spans"));
        static final DataFolder FOLDER = folder();
        static final RunningShop SHOP = start();

        private static DataFolder folder() {
            try {
                return DataFolder.open(Files.createTempDirectory("orderly-journeys"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Map<String, String> settings() {
            var settings = new HashMap<>(SHORT_LIMITS);
            settings.put("management.opentelemetry.tracing.export.otlp.endpoint", SPANS.endpoint());
            settings.put("management.opentelemetry.tracing.export.schedule-delay", "500ms");
            return settings;
        }

        private static RunningShop start() {
            OrderlyCommand.configureLogging();
            System.setProperty("orderly.logs", "target/logs");
            var shop = RunningShop.prepare(Ports.free(), FOLDER, new Progress(System.out), settings());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                shop.close();
                FOLDER.clear();
                SPANS.stop();
            }));
            shop.start();
            return shop;
        }
    }
}
