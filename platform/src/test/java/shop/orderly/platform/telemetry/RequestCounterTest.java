package shop.orderly.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerHttpObservationDocumentation;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestCounterTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();

    RequestCounterTest() {
        observations.observationConfig().observationHandler(new RequestCounter(meters));
    }

    @Test
    void countsRequestsByMethodPatternAndStatus() {
        answer("/api/v1/orders/1", "/api/v1/orders/{id}", 200);
        answer("/api/v1/orders/2", "/api/v1/orders/{id}", 200);
        answer("/api/v1/orders/3", "/api/v1/orders/{id}", 404);

        assertThat(count("200")).isEqualTo(2);
        assertThat(count("404")).isEqualTo(1);
    }

    private double count(String status) {
        return meters.get("http.requests")
                .tags("method", "GET", "uri", "/api/v1/orders/{id}", "status", status)
                .counter()
                .count();
    }

    private void answer(String path, String pattern, int status) {
        var response = new MockHttpServletResponse();
        response.setStatus(status);
        var context = new ServerRequestObservationContext(new MockHttpServletRequest("GET", path), response);
        context.setPathPattern(pattern);
        ServerHttpObservationDocumentation.HTTP_SERVLET_SERVER_REQUESTS
                .observation(null, new DefaultServerRequestObservationConvention(), () -> context, observations)
                .start()
                .stop();
    }
}
