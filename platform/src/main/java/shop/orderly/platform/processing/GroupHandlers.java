package shop.orderly.platform.processing;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.AbstractEventProcessor;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.MultiEventHandlerInvoker;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.deadletter.DeadLetteringEventHandlerInvoker;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** The handlers of a group, to be run a second time beside the live ones. */
public final class GroupHandlers {

    private final ObjectProvider<EventProcessingConfiguration> processing;
    private final DeadLetters deadLetters;
    private final TransactionManager transactions;

    GroupHandlers(
            ObjectProvider<EventProcessingConfiguration> processing,
            DeadLetters deadLetters,
            TransactionManager transactions) {
        this.processing = processing;
        this.deadLetters = deadLetters;
        this.transactions = transactions;
    }

    /** The handler methods of a group that take no {@link RowBatch}, so that what they change is not known. */
    public List<String> notByRowBatch(String group) {
        var found = new TreeSet<String>();
        handlers(group)
                .map(EventMessageHandler::getTargetType)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, EventHandler.class))
                .filter(method -> !Arrays.asList(method.getParameterTypes()).contains(RowBatch.class))
                .forEach(method -> found.add(method.toString()));
        return List.copyOf(found);
    }

    /** The same handlers, writing elsewhere; an event that cannot be handled is parked if the group parks its own. */
    public EventHandlerInvoker into(RowTarget target) {
        var configuration = processing.getObject();
        var handlers = handlers(target.group()).toList();
        var policy = configuration.sequencingPolicy(target.group());
        EventHandlerInvoker invoker =
                configuration.deadLetterQueue(target.group()).isPresent()
                        ? DeadLetteringEventHandlerInvoker.builder()
                                .eventHandlers(handlers)
                                .sequencingPolicy(policy)
                                .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                                .queue(deadLetters.queueOf(target.parkedAs()))
                                .enqueuePolicy(deadLetters::decide)
                                .transactionManager(transactions)
                                .build()
                        : SimpleEventHandlerInvoker.builder()
                                .eventHandlers(handlers)
                                .sequencingPolicy(policy)
                                .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                                .build();
        return new Targeted(invoker, target);
    }

    private Stream<EventMessageHandler> handlers(String group) {
        return processing
                .getObject()
                .eventProcessor(group, AbstractEventProcessor.class)
                .map(processor -> leaves(processor.eventHandlerInvoker()))
                .orElseThrow(() -> new IllegalStateException("There is no processing group " + group));
    }

    private static Stream<EventMessageHandler> leaves(EventHandlerInvoker invoker) {
        return switch (invoker) {
            case MultiEventHandlerInvoker many -> many.delegates().stream().flatMap(GroupHandlers::leaves);
            case SimpleEventHandlerInvoker simple -> simple.eventHandlers().stream();
            default -> throw new IllegalStateException("Handlers of another kind: " + invoker);
        };
    }

    private record Targeted(EventHandlerInvoker invoker, RowTarget target) implements EventHandlerInvoker {

        @Override
        public boolean canHandle(EventMessage<?> event, Segment segment) {
            return invoker.canHandle(event, segment);
        }

        @Override
        public boolean canHandleType(Class<?> payloadType) {
            return invoker.canHandleType(payloadType);
        }

        @Override
        public void handle(EventMessage<?> event, Segment segment) throws Exception {
            target.use();
            invoker.handle(event, segment);
        }

        @Override
        public void segmentReleased(Segment segment) {
            invoker.segmentReleased(segment);
        }
    }
}
