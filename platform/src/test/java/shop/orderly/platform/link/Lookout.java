package shop.orderly.platform.link;

import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/** Remembers in which trace it heard of a ship. */
@ProcessingGroup("lookout")
class Lookout {

    final Map<String, String> traces = new ConcurrentHashMap<>();

    @EventHandler
    void on(ShipLaunched event) {
        traces.put(event.shipId(), Span.current().getSpanContext().getTraceId());
    }
}
