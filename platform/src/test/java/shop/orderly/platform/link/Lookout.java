package shop.orderly.platform.link;

import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/** Remembers in which trace it heard of a ship, and its last name. */
@ProcessingGroup("lookout")
class Lookout {

    final Map<String, String> traces = new ConcurrentHashMap<>();

    final Map<String, String> names = new ConcurrentHashMap<>();

    @EventHandler
    void on(ShipRenamed event) {
        names.put(event.shipId(), event.shipName());
    }

    @EventHandler
    void on(ShipLaunched event) {
        traces.put(event.shipId(), Span.current().getSpanContext().getTraceId());
    }
}
