package shop.orderly.platform.idempotency;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.access.Role;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.web.NewIds;

/** A service that creates parcels, each time it is asked and not held back by an Idempotency-Key. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ParcelService.Endpoint.class)
class ParcelService {

    record SendParcel(String what) {}

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of();
    }

    @Bean
    AccessTable parcelTable() {
        return AccessTable.of(AccessTable.post("/api/v1/parcels").all(Role.values()));
    }

    @RestController
    static class Endpoint {

        final AtomicInteger effects = new AtomicInteger();

        final AtomicInteger failuresToCome = new AtomicInteger();

        final Semaphore arrived = new Semaphore(0);

        final Semaphore mayGoOn = new Semaphore(0);

        private final NewIds ids;

        Endpoint(NewIds ids) {
            this.ids = ids;
        }

        @PostMapping("/api/v1/parcels")
        ResponseEntity<Map<String, Object>> send(@RequestBody SendParcel parcel) throws InterruptedException {
            var id = ids.next();
            if (failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IllegalStateException("failing for " + id);
            }
            if (parcel.what().equals("refused")) {
                effects.incrementAndGet();
                throw Refusal.conflict("too_heavy", "It is too heavy.").exception();
            }
            if (parcel.what().equals("slow")) {
                arrived.release();
                if (!mayGoOn.tryAcquire(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody let it go on");
                }
            }
            return ResponseEntity.created(URI.create("/api/v1/parcels/" + id))
                    .body(Map.of("id", id, "number", effects.incrementAndGet()));
        }
    }
}
