package shop.orderly.platform.processing;

import java.util.Map;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;

/** What holds for every processing group: errors propagate, the first start is at the tail, dead letters where asked for. */
final class ProcessingDefaults implements ConfigurerModule {

    private static final String POLICY_SUFFIX = "SequencingPolicy";

    private final ProcessingProperties properties;
    private final DeadLetters deadLetters;
    private final Map<String, SequencingPolicy<? super EventMessage<?>>> policies;

    ProcessingDefaults(
            ProcessingProperties properties,
            DeadLetters deadLetters,
            Map<String, SequencingPolicy<? super EventMessage<?>>> policies) {
        this.properties = properties;
        this.deadLetters = deadLetters;
        this.policies = policies;
    }

    @Override
    public void configureModule(Configurer configurer) {
        var processing = configurer.eventProcessing();
        processing
                .registerDefaultListenerInvocationErrorHandler(configuration -> PropagatingErrorHandler.instance())
                .registerDefaultErrorHandler(configuration -> PropagatingErrorHandler.instance())
                .registerEventProcessorFactory(new ProcessorFactory(properties))
                .registerDefaultDeadLetterPolicy(configuration -> deadLetters::decide);
        processing.registerDeadLetterQueueProvider(group -> {
            if (!properties.group(group).deadLetters()) {
                return null; // as Axon expects it: this group has none
            }
            SequencedDeadLetterQueue<EventMessage<?>> queue = deadLetters.queueOf(group);
            return configuration -> queue;
        });
        // A replay meets every event again, the parked ones too.
        properties.groups().forEach((group, settings) -> {
            if (settings.deadLetters()) {
                processing.registerDeadLetteringEventHandlerInvokerConfiguration(
                        group, (configuration, invoker) -> invoker.allowReset(true));
            }
        });
        policies.forEach((bean, policy) -> {
            if (bean.endsWith(POLICY_SUFFIX)) {
                var group = bean.substring(0, bean.length() - POLICY_SUFFIX.length());
                processing.registerSequencingPolicy(group, configuration -> policy);
                processing.registerSequencingPolicy(kebab(group), configuration -> policy);
            }
        });
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
