package shop.orderly.platform.replay;

import java.util.Set;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import shop.orderly.platform.deadletters.DiscardedEvents;

/**
 * Does not hand on what an operator has discarded from the live group. It is asked once per unit of work what that is, so
 * that what is discarded while a rebuild runs counts from then on.
 */
record PassingOver(EventHandlerInvoker invoker, String group, DiscardedEvents discarded)
        implements EventHandlerInvoker {

    private static final String RESOURCE = PassingOver.class.getName();

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
        if (!discardedNow().contains(event.getIdentifier())) {
            invoker.handle(event, segment);
        }
    }

    @Override
    public void segmentReleased(Segment segment) {
        invoker.segmentReleased(segment);
    }

    private Set<String> discardedNow() {
        return CurrentUnitOfWork.get().getOrComputeResource(RESOURCE, name -> discarded.of(group));
    }
}
