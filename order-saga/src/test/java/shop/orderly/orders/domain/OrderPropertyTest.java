package shop.orderly.orders.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.BUYER;
import static shop.orderly.orders.OrderMother.DEADLINE;
import static shop.orderly.orders.OrderMother.ITEMS;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.OrderMother.PAYMENT;
import static shop.orderly.orders.OrderMother.REFUND;
import static shop.orderly.orders.OrderMother.SYSTEM;
import static shop.orderly.orders.OrderMother.TOTAL;
import static shop.orderly.orders.OrderMother.USD;
import static shop.orderly.orders.OrderMother.placeOrder;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderConfirmed;
import shop.orderly.contracts.orders.OrderLine;
import shop.orderly.contracts.orders.OrderPaid;
import shop.orderly.contracts.orders.OrderPlaced;
import shop.orderly.contracts.orders.OrderRefunded;
import shop.orderly.contracts.orders.OrderRejected;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.ConfirmOrder;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.NoteDelay;
import shop.orderly.orders.api.RecordPayment;
import shop.orderly.orders.api.RecordRefund;
import shop.orderly.orders.api.RejectOrder;
import shop.orderly.orders.api.RequestPayment;
import shop.orderly.orders.api.RequestRefund;
import shop.orderly.orders.api.ResumeFulfilment;

class OrderPropertyTest {

    /** The arrows of {@code docs/domain/order.md}. */
    private static final Map<OrderStatus, Set<OrderStatus>> ARROWS = Map.of(
            OrderStatus.PLACED,
            Set.of(OrderStatus.AWAITING_PAYMENT, OrderStatus.CONFIRMED, OrderStatus.REJECTED, OrderStatus.CANCELLED),
            OrderStatus.AWAITING_PAYMENT,
            Set.of(OrderStatus.CONFIRMED, OrderStatus.CANCELLED),
            OrderStatus.CONFIRMED,
            Set.of(OrderStatus.CANCELLED),
            OrderStatus.CANCELLED,
            Set.of(OrderStatus.REFUND_PENDING),
            OrderStatus.REFUND_PENDING,
            Set.of(OrderStatus.REFUNDED),
            OrderStatus.REJECTED,
            Set.of(),
            OrderStatus.REFUNDED,
            Set.of());

    @Property(tries = 400)
    void takesOnlyTheArrowsOfItsStateDiagram(@ForAll("commands") List<Object> commands) {
        var states = factsAfter(commands).stream()
                .flatMap(fact -> Stream.ofNullable(stateAfter(fact)))
                .toList();

        assertThat(states.getFirst()).isEqualTo(OrderStatus.PLACED);
        for (var i = 1; i < states.size(); i++) {
            assertThat(ARROWS.get(states.get(i - 1))).as("after " + states).contains(states.get(i));
        }
    }

    @Property(tries = 400)
    void isConfirmedOnlyWithMoneyAndRefundsOnlyMoney(@ForAll("commands") List<Object> commands) {
        var facts = factsAfter(commands);
        var paid = indexOf(facts, OrderPaid.class);
        var confirmed = indexOf(facts, OrderConfirmed.class);
        var recorded = commands.stream().anyMatch(RecordPayment.class::isInstance);

        assertThat(facts.stream().filter(OrderPaid.class::isInstance)).hasSizeLessThanOrEqualTo(1);
        assertThat(facts.stream().filter(RefundRequested.class::isInstance)).hasSizeLessThanOrEqualTo(1);
        assertThat(facts.stream().filter(OrderRefunded.class::isInstance)).hasSizeLessThanOrEqualTo(1);
        if (confirmed >= 0) {
            assertThat(paid).isBetween(0, confirmed - 1);
        }
        if (indexOf(facts, RefundRequested.class) >= 0) {
            assertThat(recorded).isTrue();
        }
    }

    @Property(tries = 200)
    void changesNothingWhenEveryCommandComesTwice(@ForAll("commands") List<Object> commands) {
        var twice = commands.stream().flatMap(it -> Stream.of(it, it)).toList();

        assertThat(factsAfter(twice)).isEqualTo(factsAfter(commands));
    }

    @Property(tries = 500)
    void costsTheSumOfItsLines(@ForAll("lines") List<OrderLine> lines) {
        var placed = (OrderPlaced) factsAfter(List.of(placeOrder(lines))).getFirst();
        var sum = lines.stream()
                .flatMap(line -> Stream.ofNullable(line.unitPrice())
                        .map(price -> price.multiply(BigDecimal.valueOf(line.quantity()))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(placed.total()).isEqualByComparingTo(sum);
    }

    @Provide
    Arbitrary<List<OrderLine>> lines() {
        var quantities = Arbitraries.integers().between(1, 10_000);
        var cents = Arbitraries.longs().between(0, 100_000_000).map(it -> BigDecimal.valueOf(it, 2));
        return Combinators.combine(quantities, cents.injectNull(0.1))
                .as((quantity, price) -> new OrderLine(APPLE, "Apple", quantity, price, 0))
                .list()
                .ofMinSize(1)
                .ofMaxSize(100);
    }

    @Provide
    Arbitrary<List<Object>> commands() {
        Arbitrary<Object> cancel = Arbitraries.of(CancellationReason.values())
                .map(why -> new CancelOrder(ORDER, why, why == CancellationReason.BY_CUSTOMER ? BUYER : SYSTEM));
        Arbitrary<Object> resume = Arbitraries.of("a", "b").map(id -> new ResumeFulfilment(ORDER, id));
        Arbitrary<Object> delay = Arbitraries.of(FulfilmentStep.values())
                .map(step -> new NoteDelay(ORDER, step, 1, 1, DEADLINE, "No answer", false));
        Arbitrary<Object> progress = Arbitraries.of(
                new RequestPayment(ORDER, DEADLINE),
                new RecordPayment(ORDER, PAYMENT, TOTAL, USD),
                new ConfirmOrder(ORDER));
        Arbitrary<Object> undoing = Arbitraries.of(
                new RejectOrder(ORDER, RejectionReason.OUT_OF_STOCK, List.of(APPLE), List.of()),
                new RequestRefund(ORDER),
                new RecordRefund(ORDER, REFUND, TOTAL, USD),
                placeOrder(ITEMS));
        return Arbitraries.frequencyOf(
                        Tuple.of(6, progress),
                        Tuple.of(3, undoing),
                        Tuple.of(2, cancel),
                        Tuple.of(1, resume),
                        Tuple.of(1, delay))
                .list()
                .ofMaxSize(20)
                .map(more -> Stream.concat(Stream.of((Object) placeOrder(ITEMS)), more.stream())
                        .toList());
    }

    private static int indexOf(List<?> facts, Class<?> type) {
        for (var i = 0; i < facts.size(); i++) {
            if (type.isInstance(facts.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable OrderStatus stateAfter(Object fact) {
        return switch (fact) {
            case OrderPlaced it -> OrderStatus.PLACED;
            case PaymentRequested it -> OrderStatus.AWAITING_PAYMENT;
            case OrderConfirmed it -> OrderStatus.CONFIRMED;
            case OrderRejected it -> OrderStatus.REJECTED;
            case OrderCancelled it -> OrderStatus.CANCELLED;
            case RefundRequested it -> OrderStatus.REFUND_PENDING;
            case OrderRefunded it -> OrderStatus.REFUNDED;
            default -> null;
        };
    }

    private static List<?> factsAfter(List<?> commands) {
        Configuration axon = DefaultConfigurer.defaultConfiguration()
                .configureAggregate(Order.class)
                .configureEventStore(c -> EmbeddedEventStore.builder()
                        .storageEngine(new InMemoryEventStorageEngine())
                        .build())
                .start();
        try {
            commands.forEach(command -> sendOrBeRefused(axon.commandGateway(), command));
            return axon.eventStore()
                    .readEvents(ORDER.value())
                    .asStream()
                    .map(Message::getPayload)
                    .toList();
        } finally {
            axon.shutdown();
        }
    }

    private static void sendOrBeRefused(CommandGateway commands, Object command) {
        try {
            commands.sendAndWait(command);
        } catch (RefusedException refused) {
            assertThat(refused.refusal().properties()).containsKey("state");
        }
    }
}
