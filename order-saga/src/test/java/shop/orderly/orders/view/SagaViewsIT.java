package shop.orderly.orders.view;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.contracts.orders.CancellationReason.BY_CUSTOMER;
import static shop.orderly.contracts.orders.CancellationReason.PAYMENT_DECLINED;
import static shop.orderly.contracts.orders.CancellationReason.PAYMENT_TIMEOUT;
import static shop.orderly.orders.OrderMother.DEADLINE;
import static shop.orderly.orders.OrderMother.HELD;
import static shop.orderly.orders.OrderMother.OPERATOR;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.OrderMother.PAYMENT;
import static shop.orderly.orders.OrderMother.REFUND;
import static shop.orderly.orders.OrderMother.SHORTAGES;
import static shop.orderly.orders.OrderMother.TOTAL;
import static shop.orderly.orders.OrderMother.USD;
import static shop.orderly.orders.OrderMother.cancelled;
import static shop.orderly.orders.OrderMother.captured;
import static shop.orderly.orders.OrderMother.confirmed;
import static shop.orderly.orders.OrderMother.paid;
import static shop.orderly.orders.OrderMother.paymentRequested;
import static shop.orderly.orders.OrderMother.placed;
import static shop.orderly.orders.OrderMother.refundRequested;
import static shop.orderly.orders.OrderMother.refunded;
import static shop.orderly.orders.OrderMother.rejected;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.orderly.contracts.inventory.ReservationEvent;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservationRefused;
import shop.orderly.contracts.inventory.ReservationReleased;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentEvent;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.payments.PaymentOutcomeUnknown;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.payments.RefundInitiated;
import shop.orderly.contracts.payments.RefundRetried;
import shop.orderly.orders.OrderMother;
import shop.orderly.orders.api.FindSagaByOrder;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.ListSagas;
import shop.orderly.orders.api.SagaState;
import shop.orderly.orders.api.SagaView;
import shop.orderly.orders.event.FulfilmentDelayed;
import shop.orderly.orders.event.FulfilmentRecovered;
import shop.orderly.orders.event.FulfilmentResolved;
import shop.orderly.orders.event.FulfilmentResumed;
import shop.orderly.orders.event.FulfilmentRetryRequested;

/** The rows that operators read about fulfilments. */
class SagaViewsIT {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final ReservationId RESERVATION = ReservationId.of(ORDER, 1);
    private static final ReservationHeld HOLD = new ReservationHeld(RESERVATION, ORDER, HELD, DEADLINE);
    private static final ReservationReleased RELEASED = new ReservationReleased(RESERVATION, ORDER);
    private static final PaymentInitiated INITIATED =
            new PaymentInitiated(PAYMENT, ORDER, OrderMother.CUSTOMER, TOTAL, USD, "tok_ok");
    private static final PaymentRefunded BACK = new PaymentRefunded(PAYMENT, ORDER, REFUND, TOTAL, TOTAL, USD);

    private static Projected database;

    private SagaViews views;

    /** Meters hold it weakly. */
    private OrderGauges gauges;

    @BeforeAll
    static void migrate() {
        database = new Projected();
    }

    @BeforeEach
    void empty() {
        database.jdbc().execute("TRUNCATE orders.saga_view");
        views = new SagaViews(JdbcClient.create(database.jdbc()));
        gauges = new OrderGauges(JdbcClient.create(database.jdbc()));
    }

    /** Events in a row, a second apart; each stream counts its own versions. */
    private static List<EventMessage<?>> story(Object... events) {
        var messages = new ArrayList<EventMessage<?>>();
        var versions = new HashMap<String, Long>();
        for (var event : events) {
            var stream = switch (event) {
                case ReservationEvent reservation -> reservation.reservationId().value();
                case PaymentEvent payment -> payment.paymentId().value();
                default -> ORDER.value();
            };
            messages.add(new GenericDomainEventMessage<>(
                    "Test",
                    stream,
                    versions.merge(stream, 0L, (before, none) -> before + 1),
                    event,
                    MetaData.emptyInstance(),
                    "event-" + messages.size(),
                    START.plusSeconds(messages.size())));
        }
        return messages;
    }

    private static void feed(List<EventMessage<?>> messages) {
        for (var message : messages) {
            database.feed(new SagaViewProjection(), List.of(message));
            database.feed(new SagaViewWitnesses(), List.of(message));
        }
    }

    private SagaView after(Object... events) {
        empty();
        feed(story(events));
        return views.handle(new FindSagaByOrder(ORDER)).orElseThrow();
    }

    private void is(SagaState state, Object... events) {
        assertThat(after(events).state()).as(List.of(events).toString()).isEqualTo(state);
        var listed = views.handle(new ListSagas(null, null, 10));
        assertThat(listed).hasSize(state == SagaState.SETTLED || state == SagaState.RESOLVED ? 0 : 1);
        assertThat(views.handle(new ListSagas(state, null, 10))).hasSameSizeAs(listed);
    }

    private double stuck() {
        var meters = new SimpleMeterRegistry();
        gauges.bindTo(meters);
        return meters.get("orderly.orders.stuck").gauge().value();
    }

    private static FulfilmentDelayed failed(FulfilmentStep step, int failures, boolean stuck) {
        return new FulfilmentDelayed(ORDER, step, 1, failures, DEADLINE, "No answer", stuck);
    }

    private static FulfilmentResumed resumed(OrderStatus status) {
        return new FulfilmentResumed(ORDER, "retry-1", status, HELD, null, true, false, null, 1);
    }

    @Test
    void runsUntilItIsConfirmedOrRejected() {
        is(SagaState.RUNNING, placed());
        is(SagaState.RUNNING, placed(), HOLD, paymentRequested(), INITIATED, captured(), paid());
        is(SagaState.SETTLED, placed(), HOLD, paymentRequested(), INITIATED, captured(), paid(), confirmed());
        is(SagaState.SETTLED, placed(), new ReservationRefused(RESERVATION, ORDER, SHORTAGES), rejected());
    }

    @Test
    void saysWhatFailsAndWhenItIsTriedAgain() {
        var saga = after(placed(), failed(FulfilmentStep.RESERVE, 2, false));

        assertThat(saga.state()).isEqualTo(SagaState.RETRYING);
        assertThat(saga.step()).isEqualTo(FulfilmentStep.RESERVE);
        assertThat(saga.failures()).isEqualTo(2);
        assertThat(saga.lastError()).isEqualTo("No answer");
        assertThat(saga.nextAttemptAt()).isEqualTo(DEADLINE);
        assertThat(saga.startedAt()).isEqualTo(START);
        assertThat(saga.updatedAt()).isEqualTo(START.plusSeconds(1));
        assertThat(saga.version()).isEqualTo(1);
        is(SagaState.STUCK, placed(), failed(FulfilmentStep.RESERVE, 10, true));
        is(SagaState.RUNNING, placed(), failed(FulfilmentStep.RESERVE, 10, true), HOLD, paymentRequested());
    }

    @Test
    void compensatesUntilGoodsAndMoneyAreBack() {
        Object[] paidAndCancelled = {
            placed(), HOLD, paymentRequested(), INITIATED, captured(), paid(), cancelled(BY_CUSTOMER)
        };
        is(SagaState.COMPENSATING, paidAndCancelled);
        is(SagaState.COMPENSATING, and(paidAndCancelled, RELEASED, refundRequested()));
        is(SagaState.COMPENSATING, and(paidAndCancelled, refundRequested(), BACK, refunded()));
        is(SagaState.SETTLED, and(paidAndCancelled, RELEASED, refundRequested(), BACK, refunded()));
        is(SagaState.COMPENSATING, placed(), HOLD, paymentRequested(), INITIATED, cancelled(BY_CUSTOMER), RELEASED);
        is(
                SagaState.SETTLED,
                placed(),
                HOLD,
                paymentRequested(),
                INITIATED,
                cancelled(BY_CUSTOMER),
                RELEASED,
                new PaymentVoided(PAYMENT, ORDER));
        is(
                SagaState.SETTLED,
                placed(),
                HOLD,
                paymentRequested(),
                INITIATED,
                new PaymentDeclined(PAYMENT, ORDER, "insufficient_funds"),
                cancelled(PAYMENT_DECLINED),
                RELEASED);
    }

    @Test
    void isNotSettledWhileTheReleaseFails() {
        is(SagaState.COMPENSATING, placed(), cancelled(BY_CUSTOMER), failed(FulfilmentStep.RELEASE, 1, false));
        is(SagaState.STUCK, placed(), cancelled(BY_CUSTOMER), failed(FulfilmentStep.RELEASE, 10, true));
        is(
                SagaState.SETTLED,
                placed(),
                cancelled(BY_CUSTOMER),
                failed(FulfilmentStep.RELEASE, 10, true),
                new FulfilmentRecovered(ORDER, FulfilmentStep.RELEASE));
        is(
                SagaState.STUCK,
                placed(),
                paymentRequested(),
                INITIATED,
                captured(),
                paid(),
                cancelled(BY_CUSTOMER),
                failed(FulfilmentStep.RELEASE, 10, true),
                refundRequested(),
                BACK,
                refunded());
    }

    @Test
    void isStuckWhenTheRefundFailsOrTheFateOfTheMoneyIsUnknown() {
        Object[] refunding = {
            placed(), paymentRequested(), INITIATED, captured(), paid(), cancelled(BY_CUSTOMER), refundRequested()
        };
        is(SagaState.STUCK, and(refunding, failed(FulfilmentStep.REFUND, 4, true)));
        var saga = after(and(refunding, failed(FulfilmentStep.REFUND, 4, true)));
        assertThat(saga.step()).isEqualTo(FulfilmentStep.REFUND);
        assertThat(saga.failures()).isEqualTo(4);
        assertThat(saga.lastError()).isEqualTo("No answer");
        assertThat(saga.nextAttemptAt()).isEqualTo(DEADLINE);
        is(
                SagaState.COMPENSATING,
                and(
                        refunding,
                        failed(FulfilmentStep.REFUND, 4, true),
                        new FulfilmentRetryRequested(ORDER, OPERATOR),
                        resumed(OrderStatus.REFUND_PENDING),
                        refundRequested()));
        is(SagaState.SETTLED, and(refunding, failed(FulfilmentStep.REFUND, 4, true), BACK, refunded()));
        is(
                SagaState.STUCK,
                placed(),
                paymentRequested(),
                INITIATED,
                new PaymentOutcomeUnknown(PAYMENT, ORDER, "timed_out"),
                cancelled(PAYMENT_TIMEOUT));
    }

    @Test
    void countsAFailingRefundWhateverBecomesOfTheStock() {
        Object[] refunding = {
            placed(),
            HOLD,
            paymentRequested(),
            INITIATED,
            captured(),
            paid(),
            cancelled(BY_CUSTOMER),
            refundRequested(),
            failed(FulfilmentStep.REFUND, 4, true)
        };
        var recovered = new FulfilmentRecovered(ORDER, FulfilmentStep.RELEASE);
        is(SagaState.STUCK, and(refunding, failed(FulfilmentStep.RELEASE, 1, false), RELEASED, recovered));
        assertThat(stuck()).isEqualTo(1);
        is(SagaState.SETTLED, and(refunding, RELEASED, BACK, refunded()));
        assertThat(stuck()).isZero();
    }

    @Test
    void isStuckWhileTheProviderRefusesWhatAPersonGivesBackOfAConfirmedOrder() {
        Object[] bought = {placed(), HOLD, paymentRequested(), INITIATED, captured(), paid(), confirmed()};
        var kind = new RefundId("kind");
        var kinder = new RefundId("kinder");
        is(SagaState.SETTLED, and(bought, given(kind)));
        is(SagaState.STUCK, and(bought, given(kind), refusedByProvider(kind, 1)));
        assertThat(stuck()).isEqualTo(1);

        var saga = after(
                and(bought, given(kind), refusedByProvider(kind, 3), given(kinder), refusedByProvider(kinder, 1)));
        assertThat(saga.orderStatus()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(saga.step()).isEqualTo(FulfilmentStep.REFUND);
        assertThat(saga.failures()).isEqualTo(3);
        assertThat(saga.lastError()).isEqualTo("refund kind: account_closed; refund kinder: account_closed");
        assertThat(saga.nextAttemptAt()).isEqualTo(DEADLINE.plusSeconds(1));

        Object[] onePlaceLeft = and(
                bought,
                given(kind),
                refusedByProvider(kind, 3),
                given(kinder),
                refusedByProvider(kinder, 1),
                back(kind));
        is(SagaState.STUCK, onePlaceLeft);
        assertThat(after(onePlaceLeft).lastError()).isEqualTo("refund kinder: account_closed");
        is(SagaState.SETTLED, and(onePlaceLeft, new RefundRetried(PAYMENT, ORDER, kinder, BigDecimal.ONE, USD)));
        is(SagaState.SETTLED, and(onePlaceLeft, back(kinder)));
        assertThat(stuck()).isZero();
    }

    @Test
    void isStuckWhileAnEarlierRefundIsRefusedAlthoughTheRestIsBack() {
        var kind = new RefundId("kind");
        Object[] refunding = {
            placed(),
            paymentRequested(),
            INITIATED,
            captured(),
            paid(),
            given(kind),
            refusedByProvider(kind, 1),
            cancelled(BY_CUSTOMER),
            refundRequested()
        };
        is(SagaState.STUCK, and(refunding, BACK, refunded()));
        is(SagaState.SETTLED, and(refunding, BACK, refunded(), back(kind)));
    }

    private static RefundInitiated given(RefundId refund) {
        return new RefundInitiated(PAYMENT, ORDER, refund, BigDecimal.ONE, USD, OPERATOR);
    }

    private static RefundFailed refusedByProvider(RefundId refund, int failures) {
        return new RefundFailed(PAYMENT, ORDER, refund, "account_closed", failures, DEADLINE.plusSeconds(failures));
    }

    private static PaymentRefunded back(RefundId refund) {
        return new PaymentRefunded(PAYMENT, ORDER, refund, BigDecimal.ONE, BigDecimal.ONE, USD);
    }

    @Test
    void callsForAPersonIfNobodyKnowsWhatBecameOfTheMoneyByTheDeadline() {
        Object[] unknown = {
            placed(), paymentRequested(), INITIATED, new PaymentOutcomeUnknown(PAYMENT, ORDER, "timed_out")
        };
        after(unknown);
        assertThat(stuck()).isZero();
        after(and(unknown, cancelled(PAYMENT_TIMEOUT)));
        assertThat(stuck()).isEqualTo(1);
        after(and(unknown, cancelled(PAYMENT_TIMEOUT), new PaymentVoided(PAYMENT, ORDER)));
        assertThat(stuck()).isZero();
    }

    @Test
    void goesOnFailingToRefundWhenItIsResumedByNoOperator() {
        is(
                SagaState.STUCK,
                placed(),
                paymentRequested(),
                INITIATED,
                captured(),
                paid(),
                cancelled(BY_CUSTOMER),
                refundRequested(),
                failed(FulfilmentStep.REFUND, 4, true),
                resumed(OrderStatus.REFUND_PENDING));
    }

    @Test
    void runsAgainOnceItIsRetried() {
        is(
                SagaState.RUNNING,
                placed(),
                failed(FulfilmentStep.RESERVE, 10, true),
                new FulfilmentRetryRequested(ORDER, OPERATOR),
                resumed(OrderStatus.PLACED));
    }

    @Test
    void isResolvedUntilTheOrderMovesAgain() {
        var resolved = new FulfilmentResolved(ORDER, "Sent by courier", OPERATOR, null);
        is(SagaState.RESOLVED, placed(), failed(FulfilmentStep.RESERVE, 10, true), resolved);
        is(
                SagaState.COMPENSATING,
                placed(),
                HOLD,
                failed(FulfilmentStep.RESERVE, 10, true),
                resolved,
                cancelled(BY_CUSTOMER));
        is(SagaState.RESOLVED, placed(), failed(FulfilmentStep.RESERVE, 10, true), resolved, paymentRequested());
        is(
                SagaState.RUNNING,
                placed(),
                failed(FulfilmentStep.RESERVE, 10, true),
                resolved,
                paymentRequested(),
                INITIATED,
                captured(),
                paid());
        is(
                SagaState.COMPENSATING,
                placed(),
                paymentRequested(),
                INITIATED,
                cancelled(PAYMENT_TIMEOUT),
                resolved,
                captured(),
                refundRequested());
    }

    @Test
    void showsTheSameWhenFedTwice() {
        var story = story(
                placed(),
                failed(FulfilmentStep.RESERVE, 1, true),
                HOLD,
                paymentRequested(),
                INITIATED,
                captured(),
                paid(),
                failed(FulfilmentStep.COMMIT, 1, false),
                cancelled(BY_CUSTOMER),
                failed(FulfilmentStep.RELEASE, 2, true),
                given(new RefundId("kind")),
                refusedByProvider(new RefundId("kind"), 1),
                refundRequested(),
                failed(FulfilmentStep.REFUND, 4, true));
        feed(story);
        var rows = database.rows("saga_view");

        feed(story);
        for (var message : story) {
            feed(List.of(message, message));
        }

        assertThat(database.rows("saga_view")).isEqualTo(rows);
    }

    private static Object[] and(Object[] events, Object... more) {
        var all = new ArrayList<>(List.of(events));
        all.addAll(List.of(more));
        return all.toArray();
    }
}
