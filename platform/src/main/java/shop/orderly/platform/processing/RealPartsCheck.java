package shop.orderly.platform.processing;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import shop.orderly.platform.eventstore.LogicalNameSerializer;
import shop.orderly.platform.eventstore.PostgresEventStore;
import shop.orderly.platform.eventstore.StateSerializer;

/**
 * Stops the start of a service whose framework has quietly chosen another part than the durable one: events that go to no
 * store, tokens in memory, no transactions.
 */
final class RealPartsCheck implements SmartInitializingSingleton {

    private final Configuration configuration;

    RealPartsCheck(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void afterSingletonsInstantiated() {
        require(PostgresEventStore.class, configuration.eventBus());
        require(SpringTransactionManager.class, configuration.getComponent(TransactionManager.class));
        require(OwnedTokens.class, configuration.getComponent(TokenStore.class));
        require(
                JdbcSagaStore.class,
                configuration.eventProcessingConfiguration().sagaStore());
        require(DbSchedulerDeadlineManager.class, configuration.getComponent(DeadlineManager.class));
        require(LogicalNameSerializer.class, configuration.eventSerializer());
        require(StateSerializer.class, configuration.serializer());
    }

    private static void require(Class<?> type, @Nullable Object part) {
        if (!type.isInstance(part)) {
            var found = part == null ? "nothing" : part.getClass().getSimpleName();
            throw new IllegalStateException(
                    "This service would run on " + found + " instead of " + type.getSimpleName());
        }
    }
}
