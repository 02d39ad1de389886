package shop.orderly.orders.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.orders.api.ResumeFulfilment;
import shop.orderly.orders.api.StalledOrders;

class OrderSweeperTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration AFTER = Duration.ofMinutes(1);

    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final InMemorySagaStore sagas = new InMemorySagaStore();
    private final List<ResumeFulfilment> sent = new ArrayList<>();
    private final List<String> atRest = new ArrayList<>();

    @BeforeEach
    void answerCommands() {
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
    void leavesOrdersWithASagaAlone() {
        sagas.insertSaga(
                OrderFulfilmentSaga.class,
                "saga-1",
                new OrderFulfilmentSaga(),
                Set.of(new AssociationValue("orderId", "a")));

        assertThat(sweeper(List.of(new OrderId("a"))).sweep()).isZero();
        assertThat(sent).isEmpty();
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
