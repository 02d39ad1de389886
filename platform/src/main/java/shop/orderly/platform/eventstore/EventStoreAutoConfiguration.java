package shop.orderly.platform.eventstore;

import java.util.Objects;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.transaction.PlatformTransactionManager;

/** The event store of every service that has a database. Each part is declared here, so that none is guessed. */
@AutoConfiguration(
        after = {
            SerializationAutoConfiguration.class,
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class
        },
        afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
        beforeName = {
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
            "org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration",
            "org.axonframework.springboot.autoconfig.InfraConfiguration",
            "org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration",
            "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration"
        })
@ConditionalOnBean({DataSource.class, PlatformTransactionManager.class})
public class EventStoreAutoConfiguration {

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    ApplicationRoleGrants applicationRoleGrants(JdbcConnectionDetails connection) {
        return new ApplicationRoleGrants(Objects.requireNonNullElse(connection.getUsername(), ""));
    }

    /** History is safe from the service itself; in production nothing less will do. */
    @Bean
    @DependsOnDatabaseInitialization
    EventLog eventLog(DataSource dataSource, PlatformTransactionManager transactions, Environment environment) {
        new EventRights(dataSource)
                .check(environment.acceptsProfiles(Profiles.of("production"))
                        && !environment.getProperty("orderly.eventstore.allow-owner", Boolean.class, false));
        new EventEras(dataSource, transactions).openIfMoved();
        return new EventLog(dataSource);
    }

    @Bean
    Notifications notifications(DataSource dataSource) {
        return new Notifications(dataSource);
    }

    @Bean
    EventLogListener eventLogListener(EventLog log, Notifications notifications) {
        return new EventLogListener(log, notifications);
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            EventLog log,
            EventLogListener listener,
            DataSource dataSource,
            EventTypes eventTypes,
            Serializer serializer,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            Configuration configuration) {
        return PostgresEventStorageEngine.create(
                log,
                listener,
                new SnapshotTable(dataSource),
                eventTypes,
                new PostgresEventStorageEngine.Reading(
                        eventSerializer, serializer, configuration.upcasterChain(), configuration.snapshotFilter()));
    }

    @Bean("eventBus")
    @Qualifier("eventStore") PostgresEventStore eventStore(
            PostgresEventStorageEngine engine, EventLogListener listener, Configuration configuration) {
        return PostgresEventStore.create(
                engine,
                listener,
                configuration.messageMonitor(EventStore.class, "eventStore"),
                configuration.getComponent(EventBusSpanFactory.class));
    }

    @Bean
    EntityEvents entityEvents(PostgresEventStore eventStore) {
        return new EntityEvents(eventStore);
    }

    @Bean
    ForeignEvents foreignEvents(
            EventLog log,
            EventLogListener listener,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            PlatformTransactionManager transactions) {
        return new PostgresForeignEvents(log, listener, eventSerializer, transactions);
    }
}
