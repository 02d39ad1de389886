package shop.orderly.platform.link;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platform.eventstore.EntityEvents;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.service.OrderlyService;
import shop.orderly.platformtest.EmbeddedBroker;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

/** A running service with a database of its own, which publishes and subscribes as a test wants. */
final class Service implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Service(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a service that publishes ships to a topic. */
    static Service publishing(String name, String topic, String... properties) {
        var publications = Publications.none().and(topic, ShipEvent.class);
        return start(name, EmbeddedDatabase.create(name), List.of(publications), properties);
    }

    /** Starts a service that listens to a topic. */
    static Service subscribing(String name, String topic, String... properties) {
        return subscribing(name, topic, EmbeddedDatabase.create(name), properties);
    }

    /** Starts one more replica of a service that listens to a topic. */
    static Service subscribing(String name, String topic, EmbeddedDatabase database, String... properties) {
        return start(name, database, List.of(Subscriptions.to(topic)), properties);
    }

    static Service start(String name, EmbeddedDatabase database, List<Object> links, String... properties) {
        var arguments = new LinkedHashMap<String, String>();
        arguments.put("server.port", "0");
        var foreign = links.stream()
                .filter(Subscriptions.class::isInstance)
                .flatMap(link -> ((Subscriptions) link).topics().stream())
                .toArray(String[]::new);
        arguments.put("spring.kafka.bootstrap-servers", EmbeddedBroker.brokersWith(foreign));
        Stream.of(database.properties(), new String[] {TestJwt.PROPERTY}, properties)
                .flatMap(Stream::of)
                .map(property -> property.split("=", 2))
                .forEach(property -> arguments.put(property[0], property[1]));
        var application = OrderlyService.builder(Application.class, name);
        application.application().addInitializers(context -> links.forEach(link -> register(context, link)));
        return new Service(application.run(arguments.entrySet().stream()
                .map(argument -> "--" + argument.getKey() + "=" + argument.getValue())
                .toArray(String[]::new)));
    }

    @SuppressWarnings("unchecked")
    private static void register(ConfigurableApplicationContext context, Object link) {
        if (context instanceof org.springframework.context.support.GenericApplicationContext generic) {
            generic.registerBean((Class<Object>) link.getClass(), (Supplier<Object>) () -> link);
        }
    }

    /** Appends in one transaction. */
    void append(Map<Long, ShipEvent> eventsBySequence) {
        transaction().executeWithoutResult(status -> eventsBySequence.forEach(this::appendInTransaction));
    }

    void append(long sequence, ShipEvent event) {
        append(Map.of(sequence, event));
    }

    void appendInTransaction(long sequence, ShipEvent event) {
        bean(EntityEvents.class).append("Ship", event.shipId(), sequence, event);
    }

    TransactionTemplate transaction() {
        return new TransactionTemplate(bean(org.springframework.transaction.PlatformTransactionManager.class));
    }

    JdbcClient sql() {
        return bean(JdbcClient.class);
    }

    /** The stored events in the order in which readers see them, each as {@code aggregate:sequence}. */
    List<String> stored() {
        return sql().sql("""
                        SELECT aggregate_identifier || ':' || sequence_number FROM domain_event
                        ORDER BY era, transaction_id, global_index""").query(String.class).list();
    }

    double counted(String meter, String topic) {
        var counter = bean(io.micrometer.core.instrument.MeterRegistry.class)
                .find(meter)
                .tag("topic", topic)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    StreamingEventProcessor outbox() {
        return bean(EventProcessingConfiguration.class)
                .eventProcessor(Outbox.GROUP, StreamingEventProcessor.class)
                .orElseThrow();
    }

    /** As after a crash between Kafka's acknowledgement and the token's commit, but with everything ever published. */
    void forgetWhatWasPublished() {
        outbox().shutDown();
        sql().sql("DELETE FROM token_entry WHERE processor_name = 'outbox'").update();
        outbox().start();
    }

    /** Asks an endpoint; the answer's body is JSON. */
    HttpResponse<String> call(String method, String path, @Nullable String body, String... roles) {
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", TestJwt.bearer("o-1", roles))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        EventTypes eventTypes() {
            return EventTypes.of(ShipEvent.class, CrewMustered.class);
        }

        @Bean
        Lookout lookout() {
            return new Lookout();
        }
    }
}
