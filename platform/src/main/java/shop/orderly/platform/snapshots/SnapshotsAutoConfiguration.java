package shop.orderly.platform.snapshots;

import static shop.orderly.platform.access.AccessTable.delete;
import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.OPS;

import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.eventstore.EventStoreAutoConfiguration;
import shop.orderly.platform.eventstore.PostgresEventStore;

/** What operators see of snapshots, in every service with an event store. */
@AutoConfiguration(after = EventStoreAutoConfiguration.class)
@ConditionalOnBean(PostgresEventStore.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SnapshotsAutoConfiguration {

    @Bean
    SnapshotsEndpoint snapshotsEndpoint(
            DataSource dataSource,
            Configuration configuration,
            TransactionManager transactions,
            Clock clock,
            Environment environment) {
        var snapshots = new Snapshots(JdbcClient.create(dataSource));
        return new SnapshotsEndpoint(
                snapshots,
                new SnapshotRebuild(snapshots, configuration, transactions, clock),
                environment.getRequiredProperty("spring.application.name"));
    }

    @Bean
    AccessTable snapshotsAccess() {
        return AccessTable.of(
                get("/ops/v1/snapshots").all(OPS, ADMIN),
                delete("/ops/v1/snapshots").all(OPS, ADMIN),
                post("/ops/v1/snapshots/rebuilds").all(OPS, ADMIN));
    }
}
