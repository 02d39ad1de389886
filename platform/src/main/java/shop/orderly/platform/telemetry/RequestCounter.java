package shop.orderly.platform.telemetry;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Counts answered requests as {@code http_requests_total{method,uri,status}}, beside the framework's own
 * {@code http_server_requests_seconds}. The uri is the endpoint's pattern, so that ids make no series of their own.
 */
class RequestCounter implements ObservationHandler<ServerRequestObservationContext> {

    private final MeterRegistry meters;

    RequestCounter(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ServerRequestObservationContext;
    }

    @Override
    public void onStop(ServerRequestObservationContext context) {
        meters.counter("http.requests", Tags.of(tag(context, "method"), tag(context, "uri"), tag(context, "status")))
                .increment();
    }

    private static Tag tag(ServerRequestObservationContext context, String name) {
        var value = context.getLowCardinalityKeyValue(name);
        return Tag.of(name, value == null ? KeyValue.NONE_VALUE : value.getValue());
    }
}
