package shop.orderly.platform.access;

import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.deadline.DeadlineMessage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import shop.orderly.platform.eventstore.EventStoreAutoConfiguration;
import shop.orderly.platform.eventstore.PostgresEventStore;

/** Identities on the buses: who each message comes from, and that only those get through who have a row. */
@AutoConfiguration(after = {EventStoreAutoConfiguration.class, AccessAutoConfiguration.class})
@ConditionalOnBean(PostgresEventStore.class)
public class MessageAccessAutoConfiguration {

    @Bean
    HandledMessages handledMessages(AccessPolicy policy) {
        return new HandledMessages(policy);
    }

    @Bean
    ConfigurerModule messageAccess(AccessPolicy policy, ObjectProvider<MeterRegistry> registries) {
        return axon -> {
            axon.eventProcessing()
                    .registerDefaultHandlerInterceptor((configuration, group) ->
                            (unit, chain) -> Identities.as(Identity.process(group), chain::proceed));
            axon.onInitialize(configuration -> configuration.onStart(
                    Integer.MIN_VALUE,
                    () -> guard(configuration, policy, registries.getIfAvailable(CompositeMeterRegistry::new))));
        };
    }

    /** Before any handler is subscribed. */
    private static void guard(Configuration configuration, AccessPolicy policy, MeterRegistry meters) {
        var commands = new MessageAccess("command", policy, meters);
        configuration.commandBus().registerDispatchInterceptor(commands);
        configuration.commandBus().registerHandlerInterceptor(commands);
        var queries = new MessageAccess("query", policy, meters);
        configuration.queryBus().registerDispatchInterceptor(queries);
        configuration.queryBus().registerHandlerInterceptor(queries);
        configuration.deadlineManager().registerHandlerInterceptor((unit, chain) -> {
            DeadlineMessage<?> deadline = unit.getMessage();
            return Identities.as(Identity.process(deadline.getDeadlineName()), chain::proceed);
        });
    }

    @Bean
    ExecutionInterceptor taskIdentities() {
        return (task, context, chain) ->
                Identities.as(Identity.process(task.getTaskName()), () -> chain.proceed(task, context));
    }
}
