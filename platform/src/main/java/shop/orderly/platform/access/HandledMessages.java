package shop.orderly.platform.access;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.queryhandling.QueryMessage;

/** Stops the start of a service that handles a command or query of which no row says who may send it. */
final class HandledMessages implements HandlerEnhancerDefinition {

    private final AccessPolicy policy;

    HandledMessages(AccessPolicy policy) {
        this.policy = policy;
    }

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> handler) {
        var onABus =
                handler.canHandleMessageType(CommandMessage.class) || handler.canHandleMessageType(QueryMessage.class);
        if (onABus && !policy.knows(handler.payloadType())) {
            throw new IllegalStateException("No row of the access table says who may send "
                    + handler.payloadType().getSimpleName() + ", which "
                    + handler.declaringClass().getSimpleName() + " handles");
        }
        return handler;
    }
}
