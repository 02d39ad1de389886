package shop.orderly.orders.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.orders.OrdersProperties;
import shop.orderly.orders.api.OrderView;
import shop.orderly.orders.api.TimelineEntryView;
import shop.orderly.platform.processing.RowChanges;
import shop.orderly.platform.web.Caller;
import tools.jackson.databind.json.JsonMapper;

/**
 * An order's timeline as server-sent events: id = sequence, event = type. It resumes after {@code Last-Event-ID}, says
 * something at least every heartbeat, and ends once the order rests.
 *
 * <p>The request's own virtual thread waits and writes; no connection to the database is held meanwhile.
 */
@RestController
class OrderStreamEndpoint {

    private static final Logger log = LoggerFactory.getLogger(OrderStreamEndpoint.class);

    private final OrderReads orders;
    private final RowChanges rows;
    private final JsonMapper json;
    private final Clock clock;
    private final OrdersProperties settings;
    private final OpenStreams open;
    private volatile boolean closing;

    OrderStreamEndpoint(OrderReads orders, RowChanges rows, JsonMapper json, Clock clock, OrdersProperties settings) {
        this.orders = orders;
        this.rows = rows;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
        this.open = new OpenStreams(settings.streamsPerUser());
    }

    @GetMapping("/api/v1/orders/{id}/stream")
    void stream(
            @PathVariable @Pattern(regexp = OrderReads.ID) String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Min(0) @Nullable Long lastEventId,
            Caller caller,
            HttpServletResponse response) {
        var order = orders.find(new OrderId(id), OrderReads.visibleTo(caller)).orElseThrow(OrderReads::notFound);
        open.open(caller.id());
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        try {
            write(order, lastEventId == null ? 0 : lastEventId, response);
        } catch (IOException gone) {
            log.debug("The reader of order {} went away", id, gone);
        } finally {
            open.close(caller.id());
        }
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    private void write(OrderView order, long last, HttpServletResponse response) throws IOException {
        var end = clock.instant().plus(settings.streamLimit());
        var sequence = last;
        while (!closing && clock.instant().isBefore(end)) {
            var resting = orders.find(order.id(), null).map(OrderView::resting).orElse(true);
            var entries = resting ? orders.timeline(order.id(), sequence) : next(order.id(), sequence);
            for (var entry : entries) {
                send(entry, response);
                sequence = entry.sequence();
            }
            if (entries.isEmpty()) {
                response.getOutputStream().write(": waiting\n\n".getBytes(StandardCharsets.UTF_8));
            }
            response.flushBuffer();
            if (resting) {
                return;
            }
        }
    }

    private List<TimelineEntryView> next(OrderId order, long sequence) {
        return rows.await(
                        settings.streamHeartbeat(),
                        () -> Optional.of(orders.timeline(order, sequence)).filter(it -> closing || !it.isEmpty()))
                .orElse(List.of());
    }

    private void send(TimelineEntryView entry, HttpServletResponse response) throws IOException {
        var event = "id: " + entry.sequence() + "\nevent: " + entry.type() + "\ndata: "
                + json.writeValueAsString(TimelineEntryResponse.of(entry)) + "\n\n";
        response.getOutputStream().write(event.getBytes(StandardCharsets.UTF_8));
    }
}
