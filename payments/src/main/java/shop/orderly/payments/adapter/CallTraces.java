package shop.orderly.payments.adapter;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Carries the trace of the event that asked for a provider call over to the call and its outcome, however much later. */
@Component
class CallTraces {

    private static final String TRACE_ID = "traceId";

    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    CallTraces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this.tracer = tracer.getIfAvailable();
        this.propagator = propagator.getIfAvailable();
    }

    /** The present trace, and the trace id that the event carries, as they are stored with a call. */
    Map<String, String> current(MetaData event) {
        var trace = new HashMap<String, String>();
        if (event.get(TRACE_ID) instanceof String traceId) {
            trace.put(TRACE_ID, traceId);
        }
        var span = tracer == null ? null : tracer.currentSpan();
        if (span != null && propagator != null) {
            propagator.inject(span.context(), trace, (carrier, key, value) -> trace.put(key, value));
        }
        return trace;
    }

    boolean within(String name, Map<String, String> trace, BooleanSupplier call) {
        if (tracer == null || propagator == null) {
            return call.getAsBoolean();
        }
        var span = propagator.extract(trace, Map::get).name(name).start();
        var scope = tracer.withSpan(span);
        try {
            return call.getAsBoolean();
        } catch (RuntimeException e) {
            span.error(e);
            throw e;
        } finally {
            scope.close();
            span.end();
        }
    }

    CommandMessage<Object> carrying(Map<String, String> trace, Object command) {
        var message = GenericCommandMessage.asCommandMessage(command);
        var traceId = trace.get(TRACE_ID);
        return traceId == null ? message : message.andMetaData(Map.of(TRACE_ID, traceId));
    }
}
