package shop.orderly.productcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.orderly.contracts.inventory.v1.ReservationStatus.RESERVATION_STATUS_EXPIRED;
import static shop.orderly.contracts.inventory.v1.ReservationStatus.RESERVATION_STATUS_HELD;
import static shop.orderly.contracts.inventory.v1.ReservationStatus.RESERVATION_STATUS_REJECTED;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.ReservationExpired;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.StockHeld;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.v1.CommitRequest;
import shop.orderly.contracts.inventory.v1.Line;
import shop.orderly.contracts.inventory.v1.ReservationStatus;
import shop.orderly.contracts.inventory.v1.ReserveRequest;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.platformtest.EmbeddedDatabase;

/** Races on stock, on a real database: within one replica, between two, and against the clock. */
class ReservationRacesIT {

    private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.create("races");
    private static RunningService one;
    private static RunningService two;

    @BeforeAll
    static void startTwoReplicas() {
        one = RunningService.on(DATABASE);
        two = RunningService.on(DATABASE);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @Test
    void sellsTheLastUnitToOneOfAHundredBuyers() throws Exception {
        var product = one.newProduct("last", 1);
        var answers = RunningService.atOnce(IntStream.range(0, 100)
                .<Callable<ReservationStatus>>mapToObj(n -> () -> reserve(one, "last-" + n, line(product, 1)))
                .toList());
        assertThat(Collections.frequency(answers, RESERVATION_STATUS_HELD)).isEqualTo(1);
        assertThat(Collections.frequency(answers, RESERVATION_STATUS_REJECTED)).isEqualTo(99);
        assertThat(one.newestStock(product)).isInstanceOf(StockHeld.class);
        assertThat(one.newestStock(product).reserved()).isEqualTo(1);
    }

    @Test
    void losesNoHoldBetweenTwoReplicas() throws Exception {
        var product = one.newProduct("hot", 20);
        var deeds = new ArrayList<Callable<ReservationStatus>>();
        for (var n = 0; n < 40; n++) {
            var order = "hot-" + n;
            var replica = n % 2 == 0 ? one : two;
            deeds.add(() -> untilAnswered(replica, order, line(product, 1)));
        }
        var answers = RunningService.atOnce(deeds);
        assertThat(Collections.frequency(answers, RESERVATION_STATUS_HELD)).isEqualTo(20);
        assertThat(Collections.frequency(answers, RESERVATION_STATUS_REJECTED)).isEqualTo(20);
        assertThat(one.newestStock(product).reserved()).isEqualTo(20);
        assertThat(one.facts(StockItemId.of(product)).stream().filter(StockHeld.class::isInstance))
                .hasSize(20);
    }

    @Test
    void holdsOnceWhatIsAskedOfTwoReplicasAtOnce() throws Exception {
        var product = one.newProduct("same", 20);
        var answers = RunningService.atOnce(IntStream.range(0, 10)
                .<Callable<ReservationStatus>>mapToObj(
                        n -> () -> untilAnswered(n % 2 == 0 ? one : two, "same-order", line(product, 2)))
                .toList());
        assertThat(answers).containsOnly(RESERVATION_STATUS_HELD);
        assertThat(one.newestStock(product).reserved()).isEqualTo(2);
    }

    @Test
    void neverWaitsInACircleForProductsInOppositeOrder() throws Exception {
        var apples = one.newProduct("apples", 1000);
        var pears = one.newProduct("pears", 1000);
        var deeds = new ArrayList<Callable<ReservationStatus>>();
        for (var n = 0; n < 30; n++) {
            var order = "circle-" + n;
            var replica = n % 3 == 0 ? two : one;
            var lines = Stream.of(line(apples, 1), line(pears, 1)).toList();
            deeds.add(() -> untilAnswered(replica, order, order.hashCode() % 2 == 0 ? lines : lines.reversed()));
        }
        assertThat(RunningService.atOnce(deeds)).containsOnly(RESERVATION_STATUS_HELD);
        assertThat(one.newestStock(apples).reserved()).isEqualTo(30);
        assertThat(one.newestStock(pears).reserved()).isEqualTo(30);
    }

    @Test
    void endsAHoldWhoseTimeIsUp() {
        try (var hasty = RunningService.on(DATABASE, "orderly.inventory.hold-limit=300ms")) {
            var product = hasty.newProduct("brief", 5);
            assertThat(reserve(hasty, "brief-order", line(product, 5))).isEqualTo(RESERVATION_STATUS_HELD);
            var id = ReservationId.of(new OrderId("brief-order"), 1);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(hasty.facts(id)).last().isInstanceOf(ReservationExpired.class));
            assertThat(hasty.newestStock(product).available()).isEqualTo(5);
            assertThat(hasty.reservations()
                            .commit(CommitRequest.newBuilder()
                                    .setOrderId("brief-order")
                                    .setAttempt(1)
                                    .build())
                            .getStatus())
                    .isEqualTo(RESERVATION_STATUS_EXPIRED);
            assertThat(((ReservationHeld) hasty.facts(id).getFirst()).expiresAt())
                    .isNotNull();
        }
    }

    private static ReservationStatus untilAnswered(RunningService replica, String order, Line line) {
        return untilAnswered(replica, order, List.of(line));
    }

    /** As order-saga does: a lost race is no answer, so it asks again. */
    private static ReservationStatus untilAnswered(RunningService replica, String order, List<Line> lines) {
        for (var attempt = 1; attempt < 50; attempt++) {
            try {
                return reserve(replica, order, lines);
            } catch (StatusRuntimeException lost) {
                assertThat(lost.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
            }
        }
        throw new AssertionError("Never answered: " + order);
    }

    private static ReservationStatus reserve(RunningService replica, String order, Line line) {
        return reserve(replica, order, List.of(line));
    }

    private static ReservationStatus reserve(RunningService replica, String order, List<Line> lines) {
        return replica.reservations()
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .reserve(ReserveRequest.newBuilder()
                        .setOrderId(order)
                        .setAttempt(1)
                        .addAllLines(lines)
                        .build())
                .getStatus();
    }

    private static Line line(ProductId product, int quantity) {
        return Line.newBuilder()
                .setProductId(product.value())
                .setQuantity(quantity)
                .build();
    }
}
