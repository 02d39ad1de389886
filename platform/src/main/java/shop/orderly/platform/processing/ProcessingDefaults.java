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
    private final LastFailures failures;

    ProcessingDefaults(
            ProcessingProperties properties,
            DeadLetters deadLetters,
            Map<String, SequencingPolicy<? super EventMessage<?>>> policies,
            LastFailures failures) {
        this.properties = properties;
        this.deadLetters = deadLetters;
        this.policies = policies;
        this.failures = failures;
    }

    @Override
    public void configureModule(Configurer configurer) {
        var processing = configurer.eventProcessing();
        processing
                .registerDefaultListenerInvocationErrorHandler(configuration -> PropagatingErrorHandler.instance())
                .registerDefaultErrorHandler(configuration -> failures)
                .registerEventProcessorFactory(new ProcessorFactory(properties))
                .registerDefaultDeadLetterPolicy(configuration -> deadLetters::decide);
        processing.registerDeadLetterQueueProvider(group -> {
            if (!properties.group(group).deadLetters()) {
                return null; // as Axon expects it: this group has none
            }
            SequencedDeadLetterQueue<EventMessage<?>> queue = deadLetters.queueOf(group);
            return configuration -> queue;
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
