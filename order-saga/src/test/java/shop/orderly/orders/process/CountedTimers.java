package shop.orderly.orders.process;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.common.Registration;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.ScopeDescriptor;
import org.jspecify.annotations.Nullable;

/** Remembers which timers are set, under ids that it counts; none of them ever fires. */
final class CountedTimers implements DeadlineManager {

    private final Map<String, String> names = new LinkedHashMap<>();
    private int count;

    List<String> ids() {
        return List.copyOf(names.keySet());
    }

    List<String> ids(String name) {
        return names.entrySet().stream()
                .filter(timer -> timer.getValue().equals(name))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Outside Axon there is no scope to ask for. */
    @Override
    public String schedule(Instant triggerDateTime, String deadlineName, @Nullable Object payload) {
        count++;
        names.put("timer-" + count, deadlineName);
        return "timer-" + count;
    }

    @Override
    public String schedule(Instant at, String name, @Nullable Object payload, ScopeDescriptor scope) {
        return schedule(at, name, payload);
    }

    @Override
    public String schedule(Duration after, String name, @Nullable Object payload, ScopeDescriptor scope) {
        throw new UnsupportedOperationException("The saga names instants");
    }

    @Override
    public void cancelSchedule(String deadlineName, String scheduleId) {
        names.remove(scheduleId);
    }

    @Override
    public void cancelAll(String deadlineName) {
        names.values().removeIf(deadlineName::equals);
    }

    @Override
    public void cancelAllWithinScope(String deadlineName, ScopeDescriptor scope) {
        cancelAll(deadlineName);
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super DeadlineMessage<?>> one) {
        throw new UnsupportedOperationException("Nothing is dispatched");
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super DeadlineMessage<?>> one) {
        throw new UnsupportedOperationException("Nothing is handled");
    }
}
