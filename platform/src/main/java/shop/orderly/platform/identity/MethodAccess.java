package shop.orderly.platform.identity;

import io.grpc.MethodDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which service may call which gRPC method: one table, declared as a bean by the service that serves them. What is not
 * in it is denied, health and reflection included.
 *
 * @param callers the services that may call, by the method's full name
 */
public record MethodAccess(Map<String, Set<String>> callers) {

    public MethodAccess {
        callers = Map.copyOf(callers);
    }

    public static MethodAccess nobody() {
        return new MethodAccess(Map.of());
    }

    /** The same and one method more. */
    public MethodAccess and(MethodDescriptor<?, ?> method, String... callers) {
        var more = new LinkedHashMap<>(this.callers);
        more.put(method.getFullMethodName(), Set.of(callers));
        return new MethodAccess(more);
    }

    boolean allows(String caller, String method) {
        return callers.getOrDefault(method, Set.of()).contains(caller);
    }
}
