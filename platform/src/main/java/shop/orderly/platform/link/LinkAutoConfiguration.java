package shop.orderly.platform.link;

import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.OPS;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
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
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.eventstore.ForeignEvents;
import shop.orderly.platform.eventstore.PostgresEventStorageEngine;
import shop.orderly.platform.faults.FaultPoint;

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

    private static BooleanSupplier asked(ObjectProvider<FaultPoint> point, Predicate<FaultPoint> question) {
        return point.stream()
                .findFirst()
                .<BooleanSupplier>map(fault -> () -> question.test(fault))
                .orElse(() -> false);
    }

    /** What leaves. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Publications.class)
    static class Outwards {

        @Bean
        @Profile("local")
        FaultPoint kafkaFault() {
            return FaultPoint.named("kafka");
        }

        @Bean
        Outbox outbox(
                ObjectProvider<Publications> publications,
                Topics topics,
                CloudEventRecords records,
                KafkaClients clients,
                LinkMeters meters,
                LinkProperties settings,
                @Qualifier("kafkaFault") ObjectProvider<FaultPoint> fault) {
            var all = all(publications);
            TopicResolver topicOf = event -> all.topicOf(event.getPayloadType());
            var patience = settings.outbox().acknowledgedWithin();
            return new Outbox(
                    topicOf, topics, records, clients.producers(), meters, patience, asked(fault, FaultPoint::isDown));
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

    /** What operators may do about what leaves. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Publications.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Operated {

        @Bean
        PublicationsEndpoint publicationsEndpoint(
                ObjectProvider<Publications> publications,
                EventTypes eventTypes,
                OutboxPlace outbox,
                Topics topics,
                Environment environment) {
            return new PublicationsEndpoint(
                    new Republications(all(publications), eventTypes, outbox, topics),
                    environment.getRequiredProperty("spring.application.name"));
        }

        @Bean
        OutboxPlace outboxPlace(
                JdbcTemplate jdbc,
                Serializer serializer,
                PostgresEventStorageEngine log,
                PlatformTransactionManager transactions) {
            return new OutboxPlace(JdbcClient.create(jdbc), serializer, log, new TransactionTemplate(transactions));
        }

        @Bean
        AccessTable publicationsAccess() {
            return AccessTable.of(
                    get("/ops/v1/publications").all(OPS, ADMIN),
                    post("/ops/v1/publications/{topic}/republications").all(OPS, ADMIN));
        }
    }

    private static Publications all(ObjectProvider<Publications> publications) {
        return publications.orderedStream().reduce(Publications.none(), Publications::and);
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
        ParkedIntake parkedIntake(
                CloudEventRecords records,
                ForeignEvents events,
                JdbcTemplate jdbc,
                PlatformTransactionManager transactions) {
            return new ParkedIntake(records, events, JdbcClient.create(jdbc), new TransactionTemplate(transactions));
        }

        @Bean
        @Profile("local")
        FaultPoint inboxFault() {
            return FaultPoint.named("inbox");
        }

        @Bean
        Inbox inbox(
                ObjectProvider<Subscriptions> subscriptions,
                Topics ready,
                Intake intake,
                KafkaClients clients,
                LinkProperties settings,
                Environment environment,
                @Qualifier("inboxFault") ObjectProvider<FaultPoint> fault) {
            var paused = asked(fault, FaultPoint::isPaused);
            var topics = subscriptions
                    .orderedStream()
                    .reduce(Subscriptions.to(), Subscriptions::and)
                    .topics();
            var pause = settings.inbox().retryWithin();
            var makers = IntStream.range(0, settings.inbox().consumers())
                    .<Supplier<InboxConsumer>>mapToObj(number -> () ->
                            new InboxConsumer(() -> clients.consumer(number), ready, topics, intake, pause, paused))
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
