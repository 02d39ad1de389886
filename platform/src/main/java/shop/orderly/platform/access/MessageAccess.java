package shop.orderly.platform.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;

/**
 * Writes the identity of the sending thread into every message of a bus, whatever was there before, and lets only those
 * pass to their handlers whose identity has a row for them. A command that lost a race is sent again by the same thread,
 * and so keeps its identity.
 *
 * <p>A refusal here is a fault, not an answer of the business: processes that expect refusals must not take it for one.
 */
final class MessageAccess implements MessageDispatchInterceptor<Message<?>>, MessageHandlerInterceptor<Message<?>> {

    static final String KEY = "identity";

    private static final Logger log = LoggerFactory.getLogger(MessageAccess.class);

    private final String where;
    private final AccessPolicy policy;
    private final MeterRegistry meters;

    /** @param where {@code command} or {@code query}; a refusal is counted there */
    MessageAccess(String where, AccessPolicy policy, MeterRegistry meters) {
        this.where = where;
        this.policy = policy;
        this.meters = meters;
    }

    @Override
    public BiFunction<Integer, Message<?>, Message<?>> handle(List<? extends Message<?>> messages) {
        var sender = Identities.current();
        return (index, message) -> sender.isPresent()
                ? message.andMetaData(Map.of(KEY, sender.get()))
                : message.withMetaData(message.getMetaData().withoutKeys(Set.of(KEY)));
    }

    @Override
    public Object handle(UnitOfWork<? extends Message<?>> unit, InterceptorChain chain) throws Exception {
        var message = unit.getMessage();
        if (!(message.getMetaData().get(KEY) instanceof Identity sender)) {
            throw refused(message, "nobody");
        }
        if (!policy.allows(sender, message.getPayloadType())) {
            throw refused(message, sender.toString());
        }
        if (!Actors.areOf(sender, message.getPayload())) {
            throw refused(message, sender + " in another's name");
        }
        return chain.proceed();
    }

    private AccessDeniedException refused(Message<?> message, String sender) {
        meters.counter("orderly.security.refused", "where", where).increment();
        var what = message.getPayloadType().getSimpleName();
        log.warn("Refused {} from {}", what, sender);
        return new AccessDeniedException(what + " is not for " + sender);
    }
}
