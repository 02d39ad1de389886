package shop.orderly.payments.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.payments.domain.PaymentMother.*;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.Message;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.payments.RefundInitiated;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.payments.api.RecordCapture;
import shop.orderly.payments.api.RecordDecline;
import shop.orderly.payments.api.RecordRefund;
import shop.orderly.payments.api.RecordUnknown;
import shop.orderly.payments.api.RecordVoid;
import shop.orderly.payments.api.RefundOrder;
import shop.orderly.payments.api.RequestRefund;
import shop.orderly.payments.api.VoidPayment;

class PaymentPropertyTest {

    @Property(tries = 400)
    void neverCapturesMoreThanAskedNorRefundsMoreThanCaptured(@ForAll("commands") List<Object> commands) {
        var events = outcomeOf(commands);

        var amount = sum(events.stream()
                .filter(PaymentInitiated.class::isInstance)
                .map(e -> ((PaymentInitiated) e).amount())
                .toList());
        var captured = sum(events.stream()
                .filter(PaymentCaptured.class::isInstance)
                .map(e -> ((PaymentCaptured) e).amount())
                .toList());
        var promised = sum(events.stream()
                .filter(RefundInitiated.class::isInstance)
                .map(e -> ((RefundInitiated) e).amount())
                .toList());
        var refunded = sum(events.stream()
                .filter(PaymentRefunded.class::isInstance)
                .map(e -> ((PaymentRefunded) e).amount())
                .toList());

        assertThat(captured).isLessThanOrEqualTo(amount);
        assertThat(promised).isLessThanOrEqualTo(captured);
        assertThat(refunded).isLessThanOrEqualTo(promised);
        assertThat(events.stream().filter(PaymentCaptured.class::isInstance)).hasSizeLessThanOrEqualTo(1);
        var done = events.stream()
                .filter(PaymentRefunded.class::isInstance)
                .map(PaymentRefunded.class::cast)
                .toList();
        assertThat(new HashSet<>(done.stream().map(PaymentRefunded::refundId).toList()))
                .hasSameSizeAs(done);
        if (!done.isEmpty()) {
            assertThat(done.getLast().refunded()).isEqualByComparingTo(refunded);
        }
    }

    @Property(tries = 200)
    void repeatingEveryCommandChangesNothing(@ForAll("commands") List<Object> commands) {
        var twice = commands.stream().flatMap(c -> List.of(c, c).stream()).toList();

        assertThat(outcomeOf(twice)).isEqualTo(outcomeOf(commands));
    }

    @Provide
    Arbitrary<List<Object>> commands() {
        var refundId = Arbitraries.of("r1", "r2", "r3").map(RefundId::new);
        Arbitrary<Object> refund = Arbitraries.longs()
                .between(1, 12_000)
                .flatMap(cents ->
                        refundId.map(id -> new RequestRefund(PAYMENT, id, new Money(cents, USD).major(), ADMIN)));
        Arbitrary<Object> rest = refundId.map(id -> new RefundOrder(PAYMENT, id, usd("100"), FULFILMENT));
        Arbitrary<Object> recorded = refundId.map(id -> new RecordRefund(PAYMENT, id));
        Arbitrary<Object> answer = Arbitraries.of(
                new RecordCapture(PAYMENT, "sandbox-payment-1"),
                new RecordDecline(PAYMENT, "insufficient_funds"),
                new RecordUnknown(PAYMENT, "timed_out"),
                new RecordVoid(PAYMENT));
        Arbitrary<Object> order = Arbitraries.of(INITIATE, new VoidPayment(PAYMENT, ORDER));
        var following = Arbitraries.oneOf(List.of(order, answer, refund, rest, recorded))
                .list()
                .ofMaxSize(20);
        return order.flatMap(first -> following.map(more -> startingWith(first, more)));
    }

    private static List<Object> startingWith(Object first, List<Object> more) {
        var all = new ArrayList<Object>(more);
        all.addFirst(first);
        return all;
    }

    private static List<?> outcomeOf(List<Object> commands) {
        Configuration axon = DefaultConfigurer.defaultConfiguration()
                .configureAggregate(Payment.class)
                .configureEventStore(c -> EmbeddedEventStore.builder()
                        .storageEngine(new InMemoryEventStorageEngine())
                        .build())
                .start();
        try {
            commands.forEach(command -> sendOrBeRefused(axon.commandGateway(), command));
            return axon.eventStore()
                    .readEvents(PAYMENT.value())
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
            assertThat(refused.refusal().code()).isNotEmpty();
        }
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
