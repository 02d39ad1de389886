package shop.orderly.orders.process;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.OrderMother.cancelled;
import static shop.orderly.orders.OrderMother.paymentRequested;
import static shop.orderly.orders.OrderMother.placed;
import static shop.orderly.orders.OrderMother.placedFree;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.repository.inmemory.InMemorySagaStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderPlaced;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.NoteDelay;
import shop.orderly.orders.api.PendingTimers;
import shop.orderly.orders.api.RequestPayment;
import shop.orderly.orders.api.RequestRefund;
import shop.orderly.orders.api.ResumeFulfilment;
import shop.orderly.orders.api.StalledOrders;

class OrderSweeperTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration AFTER = Duration.ofMinutes(1);

    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final InMemorySagaStore sagas = new InMemorySagaStore();
    private final List<ResumeFulfilment> sent = new ArrayList<>();
    private final List<String> atRest = new ArrayList<>();
    private final Set<String> onTheWay = new HashSet<>();
    private final Set<String> inStore = new HashSet<>();
    private final ScriptedStock stock = new ScriptedStock();
    private final CountedTimers timers = new CountedTimers();

    @BeforeEach
    void answerCommands() {
        for (var type : List.of(RequestPayment.class, NoteDelay.class, CancelOrder.class, RequestRefund.class)) {
            bus.subscribe(type.getName(), message -> GenericCommandResultMessage.asCommandResultMessage(null));
        }
        bus.subscribe(ResumeFulfilment.class.getName(), message -> {
            var command = (ResumeFulfilment) message.getPayload();
            if (atRest.contains(command.orderId().value())) {
                throw Refusal.conflict("order_at_rest", "No.").exception();
            }
            sent.add(command);
            return GenericCommandResultMessage.asCommandResultMessage(null);
        });
    }

    private OrderSweeper sweeper(List<OrderId> stalled) {
        StalledOrders orders = (since, after, limit) -> {
            assertThat(since).isEqualTo(NOW.minus(AFTER));
            return stalled.stream()
                    .filter(it -> after == null || it.value().compareTo(after.value()) > 0)
                    .limit(limit)
                    .toList();
        };
        return new OrderSweeper(
                orders,
                sagas,
                inStore::contains,
                order -> !onTheWay.contains(order.value()),
                DefaultCommandGateway.builder().commandBus(bus).build(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> "resume-" + sent.size(),
                AFTER);
    }

    @Test
    void resumesOrdersThatNoSagaLooksAfter() {
        assertThat(sweeper(List.of(new OrderId("a"), new OrderId("b"))).sweep()).isEqualTo(2);
        assertThat(sent)
                .containsExactly(
                        new ResumeFulfilment(new OrderId("a"), "resume-0"),
                        new ResumeFulfilment(new OrderId("b"), "resume-1"));
    }

    @Test
    void leavesOrdersAloneWhoseSagaHasItsTimer() {
        saga(placed());
        everyTimerIsInStore();

        assertThat(sweeper(List.of(ORDER)).sweep()).isZero();
        assertThat(sent).isEmpty();
    }

    @Test
    void resumesOrdersWhoseSagaLostItsTimer() {
        saga(placed());

        assertThat(sweeper(List.of(ORDER)).sweep()).isEqualTo(1);
    }

    @Test
    void resumesOrdersWhoseSagaLostTheTimerOfAFailedStepAlone() {
        stock.answers(ScriptedStock.NO_ANSWER);
        saga(placed());
        everyTimerIsInStore();
        assertThat(sweeper(List.of(ORDER)).sweep()).isZero();
        timers.ids(OrderFulfilmentSaga.STEP).forEach(inStore::remove);

        assertThat(sweeper(List.of(ORDER)).sweep()).isEqualTo(1);
    }

    @Test
    void resumesOrdersWhoseSagaWaitsForNothing() {
        saga(placedFree());
        var idle = new OrderFulfilmentSaga();
        sagas.insertSaga(OrderFulfilmentSaga.class, "saga-2", idle, Set.of(new AssociationValue("orderId", "b")));

        assertThat(sweeper(List.of(new OrderId("b"))).sweep()).isEqualTo(1);
    }

    @Test
    void leavesOrdersAloneThatWaitForPayments() {
        var saga = saga(placed());
        saga.on(paymentRequested());
        saga.on(cancelled(CancellationReason.BY_CUSTOMER), "event-1", work(), timers);

        assertThat(sweeper(List.of(ORDER)).sweep()).isZero();
    }

    @Test
    void leavesOrdersAloneThatHaveAnEventOnItsWayToTheirSaga() {
        onTheWay.add("a");

        assertThat(sweeper(List.of(new OrderId("a"), new OrderId("b"))).sweep()).isEqualTo(1);
        assertThat(sent).containsExactly(new ResumeFulfilment(new OrderId("b"), "resume-0"));
    }

    @Test
    void leavesOrdersAloneWhoseSagaIsAtWorkBetweenTwoLooks() {
        var saga = saga(placed());
        PendingTimers moving = id -> {
            saga.on(paymentRequested());
            saga.on(cancelled(CancellationReason.BY_CUSTOMER), "event-1", work(), timers);
            return false;
        };
        var sweeper = new OrderSweeper(
                (since, after, limit) -> List.of(ORDER),
                sagas,
                moving,
                order -> true,
                DefaultCommandGateway.builder().commandBus(bus).build(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> "resume",
                AFTER);

        assertThat(sweeper.sweep()).isZero();
        assertThat(sent).isEmpty();
    }

    private OrderFulfilmentSaga saga(OrderPlaced order) {
        var saga = new OrderFulfilmentSaga();
        sagas.insertSaga(
                OrderFulfilmentSaga.class, "saga-1", saga, Set.of(new AssociationValue("orderId", ORDER.value())));
        saga.on(order, NOW, work(), timers);
        return saga;
    }

    private void everyTimerIsInStore() {
        inStore.addAll(timers.ids());
    }

    private Fulfilment work() {
        return new Fulfilment(
                stock,
                DefaultCommandGateway.builder().commandBus(bus).build(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new SimpleMeterRegistry(),
                Duration.ofMinutes(15),
                new RetryPauses(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> -1L),
                3,
                Duration.ofHours(6));
    }

    @Test
    void passesOverOrdersThatRestAfterAll() {
        atRest.add("a");

        assertThat(sweeper(List.of(new OrderId("a"), new OrderId("b"))).sweep()).isEqualTo(1);
    }

    @Test
    void goesThroughMoreThanOnePage() {
        var many = IntStream.range(0, 450)
                .mapToObj(i -> new OrderId("order-%03d".formatted(i)))
                .toList();

        assertThat(sweeper(many).sweep()).isEqualTo(450);
    }
}
