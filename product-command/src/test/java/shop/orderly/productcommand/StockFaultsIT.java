package shop.orderly.productcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.inventory.v1.Line;
import shop.orderly.contracts.inventory.v1.ReservationStatus;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.platformtest.EmbeddedDatabase;
import shop.orderly.platformtest.TestJwt;

/** Inventory that misbehaves on purpose, as it is switched on a developer's machine. */
class StockFaultsIT {

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.on(EmbeddedDatabase.create("product"), "spring.profiles.active=local");
        service.newProduct("apple", 10);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void clear() throws Exception {
        faults("{}");
    }

    @Test
    void findsNobodyOrFailsUntilTheFaultIsCleared() throws Exception {
        faults("{\"stock\":\"unavailable\"}");
        isAnswered(Status.Code.UNAVAILABLE, "order-1");
        faults("{\"stock\":\"fail\"}");
        isAnswered(Status.Code.INTERNAL, "order-1");
        faults("{}");
        assertThat(reserve("order-1")).isEqualTo(ReservationStatus.RESERVATION_STATUS_HELD);
    }

    @Test
    void answersLate() throws Exception {
        faults("{\"stock\":\"slow:300ms\"}");
        var began = System.nanoTime();
        assertThat(reserve("order-2")).isEqualTo(ReservationStatus.RESERVATION_STATUS_HELD);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isGreaterThanOrEqualTo(300);
    }

    private static void isAnswered(Status.Code code, String order) {
        assertThatThrownBy(() -> reserve(order))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }

    private static ReservationStatus reserve(String order) {
        return service.reservations()
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .reserve(ReserveRequest.newBuilder()
                        .setOrderId(order)
                        .setAttempt(1)
                        .addLines(Line.newBuilder().setProductId("apple").setQuantity(1))
                        .build())
                .getStatus();
    }

    private static void faults(String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + service.httpPort() + "/ops/v1/faults"))
                .header("Authorization", TestJwt.bearer("operator-1", "ops"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"faults\":" + json + "}"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }
}
