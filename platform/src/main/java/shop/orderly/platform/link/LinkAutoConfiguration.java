package shop.orderly.platform.link;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.extensions.kafka.eventhandling.producer.TopicResolver;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platform.eventstore.ForeignEvents;

/** The outbox, if the service declares {@link Publications}; the inbox, if it declares {@link Subscriptions}. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@Conditional(LinkAutoConfiguration.AnyTopic.class)
@EnableConfigurationProperties(LinkProperties.class)
class LinkAutoConfiguration {

    private final String service;
    private final LinkProperties settings;

    LinkAutoConfiguration(Environment environment, LinkProperties settings) {
        this.service = environment.getRequiredProperty("spring.application.name");
        this.settings = settings;
    }

    @Bean
    KafkaClients linkKafkaClients(KafkaProperties kafka, KafkaConnectionDetails connection, SslBundles bundles) {
        var security = new KafkaSecurity(settings.sasl(), () -> bundles.getBundle(KafkaSecurity.BUNDLE));
        return new KafkaClients(kafka, connection, security, settings, service);
    }

    @Bean
    Topics linkTopics(
            KafkaClients clients, ObjectProvider<Publications> outwards, ObjectProvider<Subscriptions> inwards) {
        var own = outwards.stream().reduce(Publications.none(), Publications::and);
        var foreign = inwards.stream().reduce(Subscriptions.to(), Subscriptions::and);
        return new Topics(own.topics(), foreign.topics(), clients, settings.topics());
    }

    @Bean
    CloudEventRecords cloudEventRecords(@Qualifier("eventSerializer") Serializer serializer) {
        return new CloudEventRecords(serializer, service);
    }

    @Bean
    LinkMeters linkMeters(ObjectProvider<MeterRegistry> meters) {
        return new LinkMeters(meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    LinkHealthIndicator linkHealthIndicator(
            Topics topics,
            ObjectProvider<Inbox> inbox,
            ObjectProvider<Outbox> outbox,
            ObjectProvider<EventProcessingConfiguration> processing) {
        return new LinkHealthIndicator(topics, inbox.getIfAvailable(), outbox.getIfAvailable(), outboxOf(processing));
    }

    private static Supplier<Optional<StreamingEventProcessor>> outboxOf(
            ObjectProvider<EventProcessingConfiguration> processing) {
        return () -> Optional.ofNullable(processing.getIfAvailable())
                .flatMap(all -> all.eventProcessor(Outbox.GROUP, StreamingEventProcessor.class));
    }

    /** What leaves. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Publications.class)
    static class Outwards {

        @Bean
        Outbox outbox(
                ObjectProvider<Publications> publications,
                Topics topics,
                CloudEventRecords records,
                KafkaClients clients,
                LinkMeters meters,
                LinkProperties settings) {
            var all = publications.orderedStream().reduce(Publications.none(), Publications::and);
            TopicResolver topicOf = event -> all.topicOf(event.getPayloadType());
            var patience = settings.outbox().acknowledgedWithin();
            return new Outbox(topicOf, topics, records, clients.producers(), meters, patience);
        }

        @Bean
        OutboxRetry outboxRetry(
                Outbox outbox, ObjectProvider<EventProcessingConfiguration> processing, LinkProperties settings) {
            return new OutboxRetry(
                    outbox, outboxOf(processing), settings.outbox().retryEvery());
        }

        @Bean
        ConfigurerModule outboxProcessor(Outbox outbox) {
            return configurer -> configurer.eventProcessing(processing -> processing
                    .registerEventHandler(configuration -> outbox)
                    .assignHandlerInstancesMatching(Outbox.GROUP, Outbox.class::isInstance));
        }
    }

    /** What arrives. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Subscriptions.class)
    static class Inwards {

        @Bean
        Intake intake(
                CloudEventRecords records,
                ForeignEvents events,
                JdbcTemplate jdbc,
                PlatformTransactionManager transactions,
                LinkMeters meters) {
            var eachOnItsOwn = new TransactionTemplate(transactions);
            return new Intake(records, events, new ParkedRecords(jdbc), eachOnItsOwn, jdbc, meters);
        }

        @Bean
        Inbox inbox(
                ObjectProvider<Subscriptions> subscriptions,
                Topics ready,
                Intake intake,
                KafkaClients clients,
                LinkProperties settings,
                Environment environment) {
            var topics = subscriptions
                    .orderedStream()
                    .reduce(Subscriptions.to(), Subscriptions::and)
                    .topics();
            var pause = settings.inbox().retryWithin();
            var makers = IntStream.range(0, settings.inbox().consumers())
                    .<Supplier<InboxConsumer>>mapToObj(number ->
                            () -> new InboxConsumer(() -> clients.consumer(number), ready, topics, intake, pause))
                    .toList();
            return new Inbox(environment.getRequiredProperty("spring.application.name"), makers);
        }
    }

    /** Without publications and subscriptions there is no link. */
    static final class AnyTopic extends AnyNestedCondition {

        AnyTopic() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(Publications.class)
        static class Published {}

        @ConditionalOnBean(Subscriptions.class)
        static class Subscribed {}
    }
}
