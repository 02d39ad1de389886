package shop.orderly.platform.replay;

import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.OPS;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.access.AccessAutoConfiguration;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.deadletters.DiscardedEvents;
import shop.orderly.platform.eventstore.Notifications;
import shop.orderly.platform.eventstore.PostgresEventStore;
import shop.orderly.platform.processing.GroupHandlers;
import shop.orderly.platform.processing.GroupPlaces;
import shop.orderly.platform.processing.LastFailures;
import shop.orderly.platform.processing.ProcessingAutoConfiguration;
import shop.orderly.platform.processing.ProcessingProperties;

/** Rebuilds in every service with an event store. */
@AutoConfiguration(
        after = {ProcessingAutoConfiguration.class, FlywayAutoConfiguration.class},
        before = AccessAutoConfiguration.class,
        afterName = {
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration"
        })
@ConditionalOnBean({PostgresEventStore.class, Flyway.class})
@EnableConfigurationProperties(RebuildProperties.class)
class ReplayAutoConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Projections projections(ObjectProvider<Projection> declared, GroupHandlers handlers, JdbcClient jdbc) {
        return new Projections(declared.orderedStream().toList(), handlers, jdbc);
    }

    @Bean
    Rebuilds rebuilds(JdbcClient jdbc, Clock clock) {
        return new Rebuilds(jdbc, clock);
    }

    @Bean
    Owner tableOwner(Flyway flyway) {
        return new Owner(flyway.getConfiguration().getDataSource());
    }

    @Bean
    Swap swap(Owner owner, GroupPlaces places, Clock clock, RebuildProperties properties) {
        return new Swap(owner, places, clock, properties.lockTimeout());
    }

    @Bean
    Fold fold(
            PostgresEventStore events,
            GroupHandlers handlers,
            DiscardedEvents discarded,
            TransactionManager transactions,
            ObjectProvider<EventProcessingConfiguration> processing) {
        return new Fold(events, handlers, discarded, transactions, processing);
    }

    @Bean
    Conductor conductor(
            Rebuilds rebuilds, Owner owner, Fold fold, Swap swap, Conductor.Log log, RebuildProperties properties) {
        var copy = new RowCopy(owner);
        var verification = new Verification(owner, fold, copy, properties);
        return new Conductor(rebuilds, owner, verification, swap, copy, log, properties);
    }

    @Bean
    Conductor.Log conductorLog(
            PostgresEventStore events,
            TokenStore tokens,
            GroupPlaces places,
            Clock clock,
            ProcessingProperties processing) {
        return new Conductor.Log(events, tokens, places, clock, processing.claimTimeout());
    }

    @Bean
    RebuildWorkers.Parts rebuildParts(
            GroupHandlers handlers,
            DiscardedEvents discarded,
            Conductor.Log log,
            TransactionManager transactions,
            LastFailures failures,
            ProcessingProperties processing,
            RebuildProperties properties) {
        return new RebuildWorkers.Parts(
                handlers,
                discarded,
                log.places(),
                log.events(),
                log.tokens(),
                transactions,
                failures,
                processing,
                properties);
    }

    @Bean
    Pace pace(GroupPlaces places) {
        return new Pace(places);
    }

    @Bean
    RebuildLoop.Surroundings rebuildSurroundings(
            Notifications notifications,
            ObjectProvider<EventProcessingConfiguration> processing,
            RebuildProperties properties) {
        return new RebuildLoop.Surroundings(notifications, processing, properties);
    }

    @Bean
    RebuildLoop rebuildLoop(
            Projections projections,
            Rebuilds rebuilds,
            RebuildWorkers.Parts parts,
            Conductor conductor,
            Owner owner,
            Pace pace,
            RebuildLoop.Surroundings surroundings) {
        return new RebuildLoop(projections, rebuilds, new RebuildWorkers(parts), conductor, owner, pace, surroundings);
    }

    @Bean
    Status projectionStatus(
            Environment environment, Projections projections, Rebuilds rebuilds, Pace pace, Status.Groups groups) {
        return new Status(
                environment.getProperty("spring.application.name", "orderly"), projections, rebuilds, pace, groups);
    }

    @Bean
    Status.Groups statusGroups(
            EventProcessingConfiguration processing,
            GroupPlaces places,
            LastFailures failures,
            JdbcClient jdbc,
            Clock clock) {
        return new Status.Groups(processing, places, failures, jdbc, clock);
    }

    @Bean
    RebuildOperations rebuildOperations(
            Projections projections,
            Rebuilds rebuilds,
            RebuildLoop loop,
            Swap swap,
            Owner owner,
            Status status,
            RebuildOperations.EventLogPlaces log) {
        return new RebuildOperations(projections, rebuilds, loop, swap, owner, status, log);
    }

    @Bean
    RebuildOperations.EventLogPlaces eventLogPlaces(
            PostgresEventStore events, GroupPlaces places, JdbcClient jdbc, Clock clock) {
        return new RebuildOperations.EventLogPlaces(events, places, jdbc, clock);
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    ProjectionEndpoint projectionEndpoint(Status status, RebuildOperations operations) {
        return new ProjectionEndpoint(status, operations);
    }

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    RebuildMeters rebuildMeters(Projections projections, Status status, MeterRegistry meters) {
        return new RebuildMeters(projections, status, meters);
    }

    /** Who may see and rebuild projections. */
    @Bean
    AccessTable projectionsTable() {
        return AccessTable.of(
                get("/ops/v1/projections").all(OPS, ADMIN),
                post("/ops/v1/projections/{name}/rebuilds").all(OPS, ADMIN),
                get("/ops/v1/projections/{name}/rebuilds/{id}").all(OPS, ADMIN),
                post("/ops/v1/projections/{name}/rebuilds/{id}/pause").all(OPS, ADMIN),
                post("/ops/v1/projections/{name}/rebuilds/{id}/resume").all(OPS, ADMIN),
                post("/ops/v1/projections/{name}/rebuilds/{id}/cancel").all(OPS, ADMIN),
                post("/ops/v1/projections/{name}/rollback").all(OPS, ADMIN));
    }
}
