package shop.orderly.gateway.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import shop.orderly.gateway.GatewayProperties;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;

/**
 * How many requests are under way at once: in all, and for each service. A request keeps its memory for as long as it
 * waits, also when its client has given up and asks again; without a bound a service that hangs would fill the heap.
 * Who finds no place hears 503 at once, and nothing has happened.
 */
@Component
public final class Places {

    private static final String TAKEN = Places.class.getName() + ".taken";
    private static final int RETRY_AFTER_SECONDS = 2;

    private record Room(String name, int size, Semaphore free, Counter refused) {}

    private final MeterRegistry meters;
    private final Room all;
    private final Map<String, Room> services = new HashMap<>();
    private final Map<String, Room> streams = new HashMap<>();

    Places(GatewayProperties properties, MeterRegistry meters) {
        this.meters = meters;
        all = room("gateway", properties.maxRequests());
        properties.services().keySet().forEach(service -> {
            services.put(service, room(service, properties.maxWaiting()));
            streams.put(service, room(service + " streams", properties.maxStreams()));
        });
    }

    /** Takes a place in the gateway, which {@link #leave} gives back; empty if it got one. */
    Optional<Problem> enter() {
        return all.free().tryAcquire()
                ? Optional.empty()
                : Optional.of(refused(all, "gateway_busy", "The gateway is busy; try again."));
    }

    /**
     * Takes a place at a service, once for a request.
     *
     * @param isStream event streams have places of their own: they stay for minutes
     * @throws ProblemException if all are taken
     */
    void waitFor(String service, boolean isStream, ServletRequest request) {
        var room = Objects.requireNonNull((isStream ? streams : services).get(service), service);
        if (!room.free().tryAcquire()) {
            throw new ProblemException(refused(
                    room,
                    "service_busy",
                    room.size() + (isStream ? " streams are open at " : " requests wait for ") + service
                            + " already; try again."));
        }
        request.setAttribute(TAKEN, room);
    }

    /** Gives back what the request took. */
    void leave(ServletRequest request) {
        if (request.getAttribute(TAKEN) instanceof Room room) {
            request.removeAttribute(TAKEN);
            room.free().release();
        }
        all.free().release();
    }

    private static Problem refused(Room room, String code, String detail) {
        room.refused().increment();
        return Problem.tryAgain(code, detail, RETRY_AFTER_SECONDS);
    }

    private Room room(String name, int size) {
        var free = new Semaphore(size);
        Gauge.builder("orderly.gateway.waiting", free, it -> size - it.availablePermits())
                .description("Requests under way: in all (gateway), for a service, and its event streams")
                .tag("at", name)
                .register(meters);
        var refused = Counter.builder("orderly.gateway.refused")
                .description("Requests that found no place and were answered 503")
                .tag("at", name)
                .register(meters);
        return new Room(name, size, free, refused);
    }
}
