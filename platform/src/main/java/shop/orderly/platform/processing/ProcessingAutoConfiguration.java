package shop.orderly.platform.processing;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.eventstore.EventStoreAutoConfiguration;
import shop.orderly.platform.eventstore.Notifications;
import shop.orderly.platform.eventstore.PostgresEventStore;
import shop.orderly.platform.time.Ids;

/** How every service with an event store processes its events. */
@AutoConfiguration(
        after = EventStoreAutoConfiguration.class,
        beforeName = {
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
            "org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration",
            "org.axonframework.springboot.autoconfig.InfraConfiguration"
        })
@ConditionalOnBean(PostgresEventStore.class)
@EnableConfigurationProperties(ProcessingProperties.class)
public class ProcessingAutoConfiguration {

    /** Names this running service among its replicas. */
    private final String replica = Ids.next();

    @Bean
    ConnectionProvider axonConnectionProvider(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    TokenStore tokenStore(
            ConnectionProvider connections,
            Serializer serializer,
            ProcessingProperties properties,
            DeadLetters deadLetters) {
        return new OwnedTokens(
                JdbcTokenStore.builder()
                        .connectionProvider(connections)
                        .serializer(serializer)
                        .claimTimeout(properties.claimTimeout())
                        .schema(TokenSchema.builder()
                                .setTokenTable("token_entry")
                                .setProcessorNameColumn("processor_name")
                                .setSegmentColumn("segment")
                                .setTokenColumn("token")
                                .setTokenTypeColumn("token_type")
                                .setTimestampColumn("timestamp")
                                .setOwnerColumn("owner")
                                .build()),
                replica,
                deadLetters);
    }

    @Bean
    SagaStore<Object> sagaStore(ConnectionProvider connections, Serializer serializer) {
        return JdbcSagaStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .sqlSchema(new LockingSagaSchema(SagaSchema.builder()
                        .sagaEntryTable("saga_entry")
                        .revisionColumn("revision")
                        .serializedSagaColumn("serialized_saga")
                        .associationValueEntryTable("association_value_entry")
                        .associationKeyColumn("association_key")
                        .associationValueColumn("association_value")
                        .sagaIdColumn("saga_id")
                        .sagaTypeColumn("saga_type")
                        .build()))
                .build();
    }

    @Bean
    DeadLetters deadLetters(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        return new DeadLetters(connections, transactions, serializer, eventSerializer);
    }

    @Bean
    ProcessingDefaults processingDefaults(
            ProcessingProperties properties,
            DeadLetters deadLetters,
            ListableBeanFactory beans,
            LastFailures failures) {
        return new ProcessingDefaults(properties, deadLetters, policies(beans), failures);
    }

    @Bean
    LastFailures lastFailures() {
        return new LastFailures();
    }

    @Bean
    GroupHandlers groupHandlers(
            ObjectProvider<EventProcessingConfiguration> processing,
            DeadLetters deadLetters,
            TransactionManager transactions) {
        return new GroupHandlers(processing, deadLetters, transactions);
    }

    @Bean
    GroupPlaces groupPlaces(DataSource dataSource, ObjectProvider<EventProcessingConfiguration> processing) {
        return new GroupPlaces(JdbcClient.create(dataSource), processing);
    }

    @Bean
    SegmentBalance segmentBalance(
            DataSource dataSource,
            ObjectProvider<EventProcessingConfiguration> processing,
            ProcessingProperties properties) {
        return new SegmentBalance(JdbcClient.create(dataSource), processing, replica, properties.claimTimeout());
    }

    @Bean
    PostgresRowChanges rowChanges(Notifications notifications) {
        return new PostgresRowChanges(notifications, replica);
    }

    @Bean
    ViewLag viewLag(GroupPlaces places) {
        return new ViewLag(places);
    }

    @Bean
    RowBatchSupport rowBatchSupport(
            DataSource dataSource,
            ObjectProvider<EventProcessingConfiguration> processing,
            DeadLetters deadLetters,
            PostgresRowChanges changes,
            ProcessingProperties properties) {
        return new RowBatchSupport(dataSource, new RowWriter(dataSource, processing, deadLetters, changes), properties);
    }

    @Bean
    CommandGateway commandGateway(CommandBus commandBus, ProcessingProperties properties) {
        return DefaultCommandGateway.builder()
                .commandBus(commandBus)
                .retryScheduler(new ConflictRetry(properties.conflictRetries(), properties.conflictPause()))
                .build();
    }

    @SuppressWarnings("unchecked") // whatever they say of the messages, they are asked about events
    private static Map<String, SequencingPolicy<? super EventMessage<?>>> policies(ListableBeanFactory beans) {
        var policies = new HashMap<String, SequencingPolicy<? super EventMessage<?>>>();
        beans.getBeansOfType(SequencingPolicy.class).forEach(policies::put);
        return policies;
    }
}
