package shop.orderly.orders.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.HELD;
import static shop.orderly.orders.OrderMother.ORDER;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc;
import shop.orderly.contracts.inventory.v1.StockReservationsGrpc.StockReservationsBlockingStub;
import shop.orderly.orders.TestInventory;
import shop.orderly.orders.api.StockAnswer;
import shop.orderly.platform.identity.GrpcTls;
import shop.orderly.platform.identity.ServiceIdentity;
import shop.orderly.platform.identity.ServiceTokenCredentials;

class GrpcStockReservationsTest {

    private final TestInventory inventory = new TestInventory();
    private final ServiceIdentity self = TestInventory.identity("order-saga");
    private final ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                    "localhost", inventory.port(), GrpcTls.channel(self))
            .build();
    private final StockReservationsBlockingStub stub = StockReservationsGrpc.newBlockingStub(channel)
            .withCallCredentials(ServiceTokenCredentials.of(self, Clock.systemUTC()));
    private final GrpcStockReservations stock = new GrpcStockReservations(stub, Duration.ofSeconds(5));

    @BeforeEach
    void fill() {
        inventory.stock("apple", 5);
        inventory.stock("pear", 5);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        inventory.close();
    }

    @Test
    void holdsCommitsAndTakesBack() {
        assertThat(stock.reserve(ORDER, 1, HELD)).isEqualTo(new StockAnswer.Held());
        assertThat(stock.reserve(ORDER, 1, HELD)).isEqualTo(new StockAnswer.Held());
        assertThat(stock.commit(ORDER, 1)).isEqualTo(new StockAnswer.Committed());
        assertThat(stock.reserve(ORDER, 1, HELD)).isEqualTo(new StockAnswer.Committed());
        assertThat(stock.release(ORDER, 1)).isEqualTo(new StockAnswer.Gone());
        assertThat(stock.commit(ORDER, 1)).isEqualTo(new StockAnswer.Gone());
        assertThat(inventory.available("apple")).isEqualTo(5);
    }

    @Test
    void tellsWhatFellShort() {
        assertThat(stock.reserve(ORDER, 1, List.of(new ReservedLine(APPLE, 6))))
                .isEqualTo(new StockAnswer.Refused(List.of(new Shortage(APPLE, 6, 5))));
    }

    @Test
    void tellsThatAHoldIsGone() {
        assertThat(stock.commit(ORDER, 1)).isEqualTo(new StockAnswer.Gone());
        stock.reserve(ORDER, 1, HELD);
        inventory.expire("order-1", 1);
        assertThat(stock.commit(ORDER, 1)).isEqualTo(new StockAnswer.Gone());
        assertThat(stock.reserve(ORDER, 1, HELD)).isEqualTo(new StockAnswer.Gone());
        assertThat(stock.release(ORDER, 2)).isEqualTo(new StockAnswer.Gone());
        assertThat(stock.reserve(ORDER, 2, HELD)).isEqualTo(new StockAnswer.Gone());
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "ABORTED", "RESOURCE_EXHAUSTED", "CANCELLED"})
    void triesAgainLater(Status.Code code) {
        inventory.failNext(code.toStatus().withDescription("a secret"));
        assertThat(stock.release(ORDER, 1))
                .isEqualTo(new StockAnswer.TryAgain("Inventory answered " + code + " to release"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"INTERNAL", "UNKNOWN", "INVALID_ARGUMENT", "PERMISSION_DENIED", "UNAUTHENTICATED", "DATA_LOSS"})
    void callsForAPerson(Status.Code code) {
        inventory.failNext(code.toStatus());
        assertThat(stock.reserve(ORDER, 1, HELD))
                .isEqualTo(new StockAnswer.Fault("Inventory answered " + code + " to reserve"));
    }

    @Test
    void waitsNoLongerThanItsDeadline() {
        var hurried = new GrpcStockReservations(stub, Duration.ofMillis(1));
        inventory.hang();
        assertThat(hurried.reserve(ORDER, 1, HELD))
                .isEqualTo(new StockAnswer.TryAgain("Inventory answered DEADLINE_EXCEEDED to reserve"));
    }

    @Test
    void survivesAnInventoryThatIsNotThere() {
        inventory.close();
        assertThat(stock.commit(ORDER, 1)).isInstanceOf(StockAnswer.TryAgain.class);
    }
}
