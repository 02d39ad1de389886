package shop.orderly.platform.processing;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import shop.orderly.platform.eventstore.PostgresEventStore;

/** Builds the processor of every group that nobody has configured otherwise. */
final class ProcessorFactory implements EventProcessingConfigurer.EventProcessorBuilder {

    private final ProcessingProperties properties;

    ProcessorFactory(ProcessingProperties properties) {
        this.properties = properties;
    }

    @Override
    public EventProcessor build(String name, Configuration configuration, EventHandlerInvoker invoker) {
        return switch (properties.group(name).mode()) {
            case STREAMING -> streaming(name, configuration, invoker);
            case SUBSCRIBING -> subscribing(name, configuration, invoker);
        };
    }

    private EventProcessor streaming(String name, Configuration configuration, EventHandlerInvoker invoker) {
        var processing = configuration.eventProcessingConfiguration();
        var group = properties.group(name);
        var saga = isSaga(name, processing);
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(saga ? SagaSegments.in(invoker, configuration) : invoker)
                .rollbackConfiguration(processing.rollbackConfiguration(name))
                .errorHandler(processing.errorHandler(name))
                .messageMonitor(processing.messageMonitor(PooledStreamingEventProcessor.class, name))
                .messageSource((PostgresEventStore) configuration.eventStore())
                .tokenStore(processing.tokenStore(name))
                .transactionManager(processing.transactionManager(name))
                .spanFactory(configuration.getComponent(EventProcessorSpanFactory.class))
                // One thread: a wake-up that comes while it coordinates must wait for it, not be lost.
                .coordinatorExecutor(executor(1, "coordinator-" + name, configuration))
                .workerExecutor(executor(group.segments(), "worker-" + name, configuration))
                .initialSegmentCount(group.segments())
                .initialToken(StreamableMessageSource::createTailToken)
                .batchSize(group.batchSize(saga))
                .tokenClaimInterval(properties.claimInterval().toMillis())
                .claimExtensionThreshold(properties.claimTimeout().toMillis() / 2)
                .build();
    }

    private static EventProcessor subscribing(String name, Configuration configuration, EventHandlerInvoker invoker) {
        var processing = configuration.eventProcessingConfiguration();
        return SubscribingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(invoker)
                .rollbackConfiguration(processing.rollbackConfiguration(name))
                .errorHandler(processing.errorHandler(name))
                .messageMonitor(processing.messageMonitor(SubscribingEventProcessor.class, name))
                .messageSource(configuration.eventStore())
                .transactionManager(processing.transactionManager(name))
                .spanFactory(configuration.getComponent(EventProcessorSpanFactory.class))
                .build();
    }

    private static boolean isSaga(String name, EventProcessingConfiguration processing) {
        return processing.sagaConfigurations().stream()
                .anyMatch(saga -> name.equals(processing.sagaProcessingGroup(saga.type())));
    }

    private static ScheduledExecutorService executor(int threads, String name, Configuration configuration) {
        var executor = Executors.newScheduledThreadPool(threads, new AxonThreadFactory(name));
        configuration.onShutdown(executor::shutdown);
        return executor;
    }
}
