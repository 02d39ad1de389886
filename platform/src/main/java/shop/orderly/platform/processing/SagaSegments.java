package shop.orderly.platform.processing;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.common.ReflectionUtils;
import org.axonframework.config.Configuration;
import org.axonframework.config.SagaConfiguration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.MultiEventHandlerInvoker;
import org.axonframework.eventhandling.Segment;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaManagerSpanFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Hands an event to one segment: the one to which the value belongs by which the event names its saga. Axon hands it to
 * all of them, each of which looks for sagas whose id belongs to it, and all but one find none.
 *
 * <p>An event names one value only, because all handlers of a saga must go by the same property.
 */
final class SagaSegments<T> extends AnnotatedSagaManager<T> {

    private static final Logger LOG = LoggerFactory.getLogger(SagaSegments.class);

    private SagaSegments(Builder<T> builder) {
        super(builder);
    }

    /** The same handlers, with all sagas among them handled in one segment. */
    static EventHandlerInvoker in(EventHandlerInvoker invoker, Configuration configuration) {
        return switch (invoker) {
            case MultiEventHandlerInvoker many ->
                new MultiEventHandlerInvoker(many.delegates().stream()
                        .map(delegate -> in(delegate, configuration))
                        .toList());
            case AnnotatedSagaManager<?> saga -> of(saga.getSagaType(), configuration);
            default -> invoker;
        };
    }

    private static EventHandlerInvoker of(Class<?> type, Configuration configuration) {
        return configuration.eventProcessingConfiguration().sagaConfigurations().stream()
                .filter(saga -> saga.type().equals(type))
                .findFirst()
                .map(saga -> of(saga, configuration))
                .orElseThrow(() -> new IllegalStateException(type + " is not among the sagas"));
    }

    /** Built as Axon builds its own, on the same repository: deadlines find their saga through Axon's. */
    private static <T> SagaSegments<T> of(SagaConfiguration<T> saga, Configuration configuration) {
        requireOneProperty(saga.type());
        return new SagaSegments<>(AnnotatedSagaManager.<T>builder()
                .sagaType(saga.type())
                .sagaRepository(saga.repository())
                .parameterResolverFactory(configuration.parameterResolverFactory())
                .handlerDefinition(configuration.handlerDefinition(saga.type()))
                .listenerInvocationErrorHandler(saga.listenerInvocationErrorHandler())
                .spanFactory(configuration.getComponent(SagaManagerSpanFactory.class)));
    }

    static void requireOneProperty(Class<?> type) {
        var properties = StreamSupport.stream(ReflectionUtils.methodsOf(type).spliterator(), false)
                .map(method -> AnnotatedElementUtils.findMergedAnnotation(method, SagaEventHandler.class))
                .filter(Objects::nonNull)
                .map(handler -> handler.keyName() + '/' + handler.associationProperty())
                .collect(Collectors.toSet());
        if (properties.size() > 1) {
            throw new IllegalStateException(
                    "The events of " + type + " name their saga in several ways: " + properties);
        }
    }

    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
        return super.canHandle(event, segment) && isOf(event, segment);
    }

    /** An event that cannot be read stops every segment, as it would anyway, and there its failure is noted. */
    private boolean isOf(EventMessage<?> event, Segment segment) {
        try {
            return extractAssociationValues(event).stream().anyMatch(segment::matches);
        } catch (RuntimeException unreadable) {
            LOG.debug("{} is left to the handlers, which will fail of it", event.getIdentifier(), unreadable);
            return true;
        }
    }

    /** Whatever its id says: no other segment is handed the event. */
    @Override
    protected boolean matchesSegment(Segment segment, String sagaId) {
        return true;
    }

    /** A replica of an earlier release looks for a saga by its id, in this segment. */
    @Override
    protected String createSagaIdentifier(Segment segment) {
        String id;
        do {
            id = IdentifierFactory.getInstance().generateIdentifier();
        } while (!segment.matches(id));
        return id;
    }
}
