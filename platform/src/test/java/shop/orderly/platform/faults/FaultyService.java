package shop.orderly.platform.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.contracts.shared.EventType;
import shop.orderly.platform.eventstore.EntityEvents;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.processing.RowBatch;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

/** A service with one projection, as an operator meets it over HTTP. */
final class FaultyService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    FaultyService(String... properties) {
        var arguments = Stream.of(
                        Stream.of(EmbeddedDatabase.create("bells").properties()),
                        Stream.of(
                                "server.port=0",
                                "spring.flyway.locations=classpath:db/migration/platform,classpath:db/migration/lamps",
                                "orderly.service.kafka=false",
                                "orderly.processing.groups.bell-view.dead-letters=true",
                                TestJwt.PROPERTY),
                        Stream.of(properties))
                .flatMap(all -> all)
                .map("--"::concat)
                .toArray(String[]::new);
        context = OrderlyService.run(Application.class, "bells", arguments);
    }

    /** Rings bells for the first time, all in one transaction. */
    void ring(String... bells) {
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            for (var bell : bells) {
                bean(EntityEvents.class).append("Bell", bell, 0, new BellRung(bell));
            }
        });
    }

    boolean shows(String bell) {
        return count("SELECT count(*) FROM lamp_view WHERE lamp_id = ?", bell) == 1;
    }

    int parked(String bell) {
        return count("SELECT count(*) FROM dead_letter_entry WHERE aggregate_identifier = ?", bell);
    }

    private int count(String sql, String bell) {
        return bean(JdbcClient.class).sql(sql).param(bell).query(Integer.class).single();
    }

    HttpResponse<String> faults(String method, String body, String bearer) {
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ops/v1/faults"))
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    int beans(Class<?> type) {
        return context.getBeanNamesForType(type).length;
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }

    @EventType("bell.rung")
    record BellRung(String bellId) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(BellProjection.class)
    static class Application {

        @Bean
        EventTypes eventTypes() {
            return EventTypes.of(BellRung.class);
        }
    }

    @ProcessingGroup("bell-view")
    static class BellProjection {

        @EventHandler
        void on(BellRung event, RowBatch rows) {
            rows.add("INSERT INTO lamp_view (lamp_id, times, version) VALUES (?, 1, 0)", event.bellId());
        }
    }
}
