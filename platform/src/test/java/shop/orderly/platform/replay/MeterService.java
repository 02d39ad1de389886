package shop.orderly.platform.replay;

import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.processing.RowBatch;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

/** A service that shows what meters have counted, one row for each meter and one for each reading. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({MeterService.MeterProjection.class, MeterService.MeterAlarm.class, MeterService.LateProjection.class})
class MeterService {

    static ConfigurableApplicationContext start(EmbeddedDatabase database, String... properties) {
        return start(WebApplicationType.NONE, database, properties);
    }

    /** With an edge, on a port of its own. */
    static ConfigurableApplicationContext startWithEdge(EmbeddedDatabase database, String... properties) {
        return start(
                WebApplicationType.SERVLET,
                database,
                Stream.concat(Stream.of("server.port=0"), Stream.of(properties)).toArray(String[]::new));
    }

    private static ConfigurableApplicationContext start(
            WebApplicationType web, EmbeddedDatabase database, String... properties) {
        var arguments = Stream.of(
                        Stream.of(database.properties()),
                        Stream.of(
                                "spring.flyway.locations=classpath:db/migration/platform,classpath:db/migration/meters",
                                "orderly.service.kafka=false",
                                "orderly.processing.groups.meter-view.dead-letters=true",
                                TestJwt.PROPERTY),
                        Stream.of(properties))
                .flatMap(all -> all)
                .map("--"::concat)
                .toArray(String[]::new);
        return OrderlyService.builder(MeterService.class, "meters").web(web).run(arguments);
    }

    @EventType("meter.read")
    record MeterRead(String meter, long quantity) {}

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(MeterRead.class);
    }

    @Bean
    Projection meterView() {
        return Projection.of("meter-view", "meters.meter_view", "meters.reading");
    }

    @Bean
    @ConditionalOnProperty("late")
    Projection lateView() {
        return Projection.of("late-view", "meters.late");
    }

    @Bean
    @ConditionalOnProperty("undeclarable")
    Projection alarm() {
        return Projection.of("meter-alarm", "meters.late");
    }

    @ProcessingGroup("meter-view")
    static class MeterProjection {

        private final boolean strays;

        MeterProjection(@Value("${strays:false}") boolean strays) {
            this.strays = strays;
        }

        @EventHandler
        void on(MeterRead event, @SequenceNumber long version, RowBatch rows) {
            if (strays) {
                rows.add("UPDATE meters.late SET meter = 'changed'");
            }
            rows.add(
                    "INSERT INTO meters.reading (meter, version, quantity) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    event.meter(),
                    version,
                    event.quantity());
            rows.add("""
                    INSERT INTO meters.meter_view AS seen (meter, total, version) VALUES (?, ?, ?)
                    ON CONFLICT (meter) DO UPDATE SET total = seen.total + excluded.total, version = excluded.version
                    WHERE seen.version < excluded.version""", event.meter(), event.quantity(), version);
        }
    }

    /** Rings: what it does cannot be done again. */
    @ProcessingGroup("meter-alarm")
    static class MeterAlarm {

        @EventHandler
        void on(MeterRead event, JdbcClient jdbc) {
            jdbc.sql("SELECT 1").query(Integer.class).single();
        }
    }

    @ProcessingGroup("late-view")
    @ConditionalOnProperty("late")
    static class LateProjection {

        @EventHandler
        void on(MeterRead event, RowBatch rows) {
            rows.add("INSERT INTO meters.late (meter) VALUES (?) ON CONFLICT DO NOTHING", event.meter());
        }
    }
}
