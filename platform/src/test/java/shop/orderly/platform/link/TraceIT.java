package shop.orderly.platform.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TraceIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "trace-it.events";
    private static Service harbour;
    private static Service lighthouse;

    @BeforeAll
    static void start() {
        harbour = Service.publishing("harbour", TOPIC);
        lighthouse = Service.subscribing("lighthouse", TOPIC);
    }

    @AfterAll
    static void stop() {
        lighthouse.close();
        harbour.close();
    }

    @Test
    void carriesOneTraceFromTheWriterThroughKafkaToTheHandlerInTheOtherService() {
        var span = harbour.bean(OpenTelemetry.class)
                .getTracer("test")
                .spanBuilder("launch")
                .startSpan();
        var trace = span.getSpanContext().getTraceId();
        try (var scope = span.makeCurrent()) {
            assertThat(scope).isNotNull();
            harbour.append(0, new ShipLaunched("traced", "Endeavour", 366));
        } finally {
            span.end();
        }

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(lighthouse.bean(Lookout.class).traces).containsEntry("traced", trace));
        assertThat(harbour.bean(Lookout.class).traces).containsEntry("traced", trace);
        assertThat(Wire.read(TOPIC).stream()
                        .filter(record -> Wire.text(record.key()).equals("traced"))
                        .map(record -> Wire.headers(record).get("ce_traceparent"))
                        .toList())
                .singleElement()
                .asString()
                .startsWith("00-" + trace + "-");
        assertThat(lighthouse
                        .sql()
                        .sql(
                                "SELECT metadata ->> 'traceparent' FROM domain_event_readable WHERE aggregate_identifier = 'traced'")
                        .query(String.class)
                        .single())
                .startsWith("00-" + trace + "-");
    }

    @Test
    void tellsHowFarEachProcessorIs() {
        harbour.append(0, new ShipLaunched("measured", "Beagle", 242));

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(gauge("orderly.processor.lag", "outbox")).isZero();
            assertThat(gauge("orderly.processor.caught.up", "lookout")).isEqualTo(1);
            assertThat(gauge("orderly.processor.running", "outbox")).isEqualTo(1);
            assertThat(gauge("orderly.processor.failing", "outbox")).isZero();
            assertThat(gauge("orderly.processor.segments", "lookout")).isEqualTo(2);
        });
        harbour.outbox().shutDown();
        assertThat(gauge("orderly.processor.running", "outbox")).isZero();
        harbour.outbox().start();
    }

    @Test
    void tellsTheAgeOfATransactionThatHoldsReadersBack() {
        harbour.transaction().executeWithoutResult(status -> {
            harbour.appendInTransaction(0, new ShipLaunched("slow", "Ark", 40_000));
            await().atMost(LIMIT).until(() -> seconds() > 0.2);
        });
        await().atMost(LIMIT).until(() -> seconds() < 0.2);
    }

    private static double seconds() {
        return harbour.bean(MeterRegistry.class)
                .get("orderly.store.oldest.transaction")
                .gauge()
                .value();
    }

    private static double gauge(String name, String processor) {
        return harbour.bean(MeterRegistry.class)
                .get(name)
                .tag("processor", processor)
                .gauge()
                .value();
    }
}
