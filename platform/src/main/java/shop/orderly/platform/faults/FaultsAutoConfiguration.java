package shop.orderly.platform.faults;

import static shop.orderly.platform.access.AccessTable.delete;
import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.put;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.OPS;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.eventstore.EventStoreAutoConfiguration;
import shop.orderly.platform.eventstore.PostgresEventStore;

/**
 * Faults to be switched on, in the profile {@code local} alone: elsewhere there is no bean, no endpoint and no row of
 * the access table. {@code orderly.faults.seed} makes chances repeatable.
 */
@AutoConfiguration(
        after = EventStoreAutoConfiguration.class,
        beforeName = {
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
            "org.axonframework.springboot.autoconfig.InfraConfiguration"
        })
@Profile("local")
@ConditionalOnBean(PostgresEventStore.class)
public class FaultsAutoConfiguration {

    @Bean
    FaultPoint projectionFault() {
        return FaultPoint.named("projection");
    }

    @Bean
    PoisonedHandlers poisonedHandlers(
            @Qualifier("projectionFault") FaultPoint projectionFault, Environment environment) {
        return new PoisonedHandlers(
                projectionFault,
                group -> environment.getProperty(
                        "orderly.processing.groups." + group + ".dead-letters", Boolean.class, false));
    }

    @Bean
    Faults faults(ObjectProvider<FaultPoint> points, Environment environment) {
        return new Faults(points.orderedStream().toList(), environment.getProperty("orderly.faults.seed", Long.class));
    }

    @Bean
    FaultsEndpoint faultsEndpoint(Faults faults, Environment environment) {
        return new FaultsEndpoint(environment.getRequiredProperty("spring.application.name"), faults);
    }

    @Bean
    AccessTable faultsAccess() {
        return AccessTable.of(
                get("/ops/v1/faults").all(OPS, ADMIN),
                put("/ops/v1/faults").all(OPS, ADMIN),
                delete("/ops/v1/faults").all(OPS, ADMIN));
    }
}
