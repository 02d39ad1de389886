package shop.orderly.platform.faults;

import jakarta.annotation.Priority;
import java.lang.reflect.Method;
import java.util.function.Predicate;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Lets handlers fail when their group is poisoned, as if they had a bug: their event is parked. Only groups with dead
 * letters are reached; any other would stand still. It comes closest to the handler, so that whatever else is done about
 * failures is done about this one.
 */
@Priority(org.axonframework.common.Priority.FIRST)
final class PoisonedHandlers implements HandlerEnhancerDefinition {

    private final FaultPoint point;
    private final Predicate<String> hasDeadLetters;

    PoisonedHandlers(FaultPoint point, Predicate<String> hasDeadLetters) {
        this.point = point;
        this.hasDeadLetters = hasDeadLetters;
    }

    @Override
    public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> original) {
        var method = original.unwrap(Method.class).orElse(null);
        if (method == null || !original.canHandleMessageType(EventMessage.class)) {
            return original;
        }
        var mark = AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), ProcessingGroup.class);
        return mark == null || !hasDeadLetters.test(mark.value())
                ? original
                : new Poisoned<>(original, point, mark.value());
    }

    private static final class Poisoned<T> extends WrappedMessageHandlingMember<T> {

        private final FaultPoint point;
        private final String group;

        Poisoned(MessageHandlingMember<T> delegate, FaultPoint point, String group) {
            super(delegate);
            this.point = point;
            this.group = group;
        }

        @Override
        public Object handle(Message<?> message, T target) throws Exception {
            if (point.isOn() && point.poisons(group)) {
                throw new PoisonedEventException(group);
            }
            return super.handle(message, target);
        }
    }
}
