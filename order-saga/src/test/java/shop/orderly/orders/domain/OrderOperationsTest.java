package shop.orderly.orders.domain;

import static shop.orderly.contracts.orders.CancellationReason.BY_CUSTOMER;
import static shop.orderly.contracts.orders.CancellationReason.BY_OPERATOR;
import static shop.orderly.contracts.orders.CancellationReason.PAYMENT_TIMEOUT;
import static shop.orderly.contracts.orders.CancellationReason.STOCK_LOST;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.BUYER;
import static shop.orderly.orders.OrderMother.DEADLINE;
import static shop.orderly.orders.OrderMother.HELD;
import static shop.orderly.orders.OrderMother.OPERATOR;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.OrderMother.PAYMENT;
import static shop.orderly.orders.OrderMother.SHORTAGES;
import static shop.orderly.orders.OrderMother.SYSTEM;
import static shop.orderly.orders.OrderMother.TOTAL;
import static shop.orderly.orders.OrderMother.USD;
import static shop.orderly.orders.OrderMother.cancelled;
import static shop.orderly.orders.OrderMother.confirmed;
import static shop.orderly.orders.OrderMother.paid;
import static shop.orderly.orders.OrderMother.paymentRequested;
import static shop.orderly.orders.OrderMother.placed;
import static shop.orderly.orders.OrderMother.placedFree;
import static shop.orderly.orders.OrderMother.refundRequested;
import static shop.orderly.orders.OrderMother.refunded;
import static shop.orderly.orders.OrderMother.rejected;
import static shop.orderly.platformtest.RefusalMatcher.refusal;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.shared.Money;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.CompensateOrder;
import shop.orderly.orders.api.ConfirmOrder;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.NoteDelay;
import shop.orderly.orders.api.NoteRecovery;
import shop.orderly.orders.api.RecordPayment;
import shop.orderly.orders.api.RejectOrder;
import shop.orderly.orders.api.RequestPayment;
import shop.orderly.orders.api.ResolveFulfilment;
import shop.orderly.orders.api.ResumeFulfilment;
import shop.orderly.orders.api.RetryFulfilment;
import shop.orderly.orders.event.FulfilmentDelayed;
import shop.orderly.orders.event.FulfilmentRecovered;
import shop.orderly.orders.event.FulfilmentResolved;
import shop.orderly.orders.event.FulfilmentResumed;
import shop.orderly.orders.event.FulfilmentRetryRequested;

/** What operators do about an order that does not come to rest. */
class OrderOperationsTest {

    private static final Instant NEXT_TRY = Instant.parse("2026-11-21T10:00:01Z");
    private static final RetryFulfilment RETRY = new RetryFulfilment(ORDER, "retry-1", OPERATOR);
    private static final FulfilmentRetryRequested RETRIED = new FulfilmentRetryRequested(ORDER, OPERATOR);
    private static final CompensateOrder COMPENSATE = new CompensateOrder(ORDER, OPERATOR);
    private static final OrderCancelled COMPENSATED = new OrderCancelled(ORDER, PAYMENT, BY_OPERATOR, OPERATOR);
    private static final ResolveFulfilment RESOLVE = new ResolveFulfilment(ORDER, "Sent by courier", false, OPERATOR);
    private static final FulfilmentResolved RESOLVED = new FulfilmentResolved(ORDER, "Sent by courier", OPERATOR, null);

    private static ResultValidator<Order> when(Object command, Object... facts) {
        return new AggregateTestFixture<>(Order.class).given(facts).when(command);
    }

    private static void refuses(Object command, String code, OrderStatus state, Object... facts) {
        when(command, facts).expectNoEvents().expectException(refusal(code).with("state", state.name()));
    }

    private static Object[] and(Object[] facts, Object... more) {
        return Stream.concat(Arrays.stream(facts), Arrays.stream(more)).toArray();
    }

    private static FulfilmentDelayed failed(FulfilmentStep step) {
        return new FulfilmentDelayed(ORDER, step, 1, 1, NEXT_TRY, "No answer", true);
    }

    private static FulfilmentResumed resumed(OrderStatus status, boolean paid) {
        var deadline = status == OrderStatus.PLACED ? null : DEADLINE;
        return new FulfilmentResumed(ORDER, "retry-1", status, HELD, null, true, paid, deadline, 1);
    }

    @Nested
    class Retry {

        @Test
        void resumesWhatFailedInTheOperatorsName() {
            when(RETRY, placed(), failed(FulfilmentStep.RESERVE))
                    .expectEvents(RETRIED, resumed(OrderStatus.PLACED, false))
                    .expectResultMessagePayload(3L);
            when(RETRY, placed(), paymentRequested(), paid(), failed(FulfilmentStep.COMMIT))
                    .expectEvents(RETRIED, resumed(OrderStatus.AWAITING_PAYMENT, true));
        }

        @Test
        void asksForAFailedRefundAgain() {
            when(
                            RETRY,
                            placed(),
                            paymentRequested(),
                            paid(),
                            cancelled(BY_CUSTOMER),
                            refundRequested(),
                            failed(FulfilmentStep.REFUND))
                    .expectEvents(RETRIED, resumed(OrderStatus.REFUND_PENDING, true), refundRequested());
        }

        @Test
        void changesNothingAsLongAsNothingFailedSince() {
            when(
                            new RetryFulfilment(ORDER, "retry-2", OPERATOR),
                            placed(),
                            failed(FulfilmentStep.RESERVE),
                            RETRIED,
                            resumed(OrderStatus.PLACED, false))
                    .expectNoEvents()
                    .expectResultMessagePayload(3L);
            when(RETRY, placed()).expectNoEvents().expectResultMessagePayload(0L);
            when(RETRY, placed(), failed(FulfilmentStep.RESERVE), paymentRequested())
                    .expectNoEvents();
        }

        @Test
        void isPossibleAgainOnceTheSameStepFailedAgain() {
            var again = new NoteDelay(ORDER, FulfilmentStep.RESERVE, 1, 1, NEXT_TRY, "No answer", true);
            when(again, placed(), failed(FulfilmentStep.RESERVE), RETRIED, resumed(OrderStatus.PLACED, false))
                    .expectEvents(failed(FulfilmentStep.RESERVE));
        }

        @Test
        void releasesTheStockOfARefundedOrder() {
            when(
                            RETRY,
                            placed(),
                            paymentRequested(),
                            paid(),
                            cancelled(BY_CUSTOMER),
                            refundRequested(),
                            failed(FulfilmentStep.RELEASE),
                            refunded())
                    .expectEvents(RETRIED, resumed(OrderStatus.REFUNDED, true));
        }

        @Test
        void isRefusedAtRestAndWhenResolved() {
            refuses(RETRY, "order_at_rest", OrderStatus.REJECTED, placed(), rejected());
            refuses(RETRY, "order_at_rest", OrderStatus.CONFIRMED, placedFree(), confirmed());
            refuses(
                    RETRY,
                    "order_at_rest",
                    OrderStatus.REFUNDED,
                    placed(),
                    paymentRequested(),
                    paid(),
                    cancelled(BY_CUSTOMER),
                    refundRequested(),
                    failed(FulfilmentStep.REFUND),
                    refunded());
            refuses(RETRY, "order_resolved", OrderStatus.PLACED, placed(), failed(FulfilmentStep.RESERVE), RESOLVED);
        }
    }

    @Nested
    class Resumption {

        private final Object[] refundFails = {
            placed(),
            paymentRequested(),
            paid(),
            cancelled(BY_CUSTOMER),
            refundRequested(),
            failed(FulfilmentStep.REFUND)
        };
        private final FulfilmentResumed swept = new FulfilmentResumed(
                ORDER, "sweep-1", OrderStatus.REFUND_PENDING, HELD, null, true, true, DEADLINE, 1);

        @Test
        void doesNotForgetThatTheRefundFails() {
            when(RETRY, and(refundFails, swept))
                    .expectEvents(RETRIED, resumed(OrderStatus.REFUND_PENDING, true), refundRequested());
        }

        @Test
        void forgetsItInAnOperatorsName() {
            when(RETRY, and(refundFails, RETRIED, swept, refundRequested())).expectNoEvents();
        }
    }

    @Nested
    class Compensate {

        @Test
        void cancelsWhateverIsNotSettledPaidOrNot() {
            when(COMPENSATE, placed()).expectEvents(COMPENSATED).expectResultMessagePayload(1L);
            when(COMPENSATE, placed(), paymentRequested()).expectEvents(COMPENSATED);
            when(COMPENSATE, placed(), paymentRequested(), paid(), failed(FulfilmentStep.COMMIT))
                    .expectEvents(COMPENSATED);
        }

        @Test
        void leavesWhatIsBeingUndoneAsItIs() {
            when(COMPENSATE, placed(), COMPENSATED).expectNoEvents().expectResultMessagePayload(1L);
            when(COMPENSATE, placed(), paymentRequested(), cancelled(PAYMENT_TIMEOUT))
                    .expectNoEvents();
            when(COMPENSATE, placed(), paymentRequested(), paid(), COMPENSATED, refundRequested())
                    .expectNoEvents();
        }

        @Test
        void isRefusedWhenGoodsAndMoneyAreSettled() {
            refuses(COMPENSATE, "order_at_rest", OrderStatus.CONFIRMED, placedFree(), confirmed());
            refuses(COMPENSATE, "order_at_rest", OrderStatus.REJECTED, placed(), rejected());
            refuses(
                    COMPENSATE,
                    "order_at_rest",
                    OrderStatus.REFUNDED,
                    placed(),
                    paymentRequested(),
                    paid(),
                    cancelled(BY_CUSTOMER),
                    refundRequested(),
                    refunded());
            refuses(
                    COMPENSATE,
                    "order_resolved",
                    OrderStatus.PLACED,
                    placed(),
                    failed(FulfilmentStep.RESERVE),
                    RESOLVED);
        }
    }

    @Nested
    class Resolve {

        @Test
        void saysThatAFailedOrCancelledOrderWasSettledByHand() {
            when(RESOLVE, placed(), failed(FulfilmentStep.RESERVE))
                    .expectEvents(RESOLVED)
                    .expectResultMessagePayload(2L);
            when(RESOLVE, placed(), paymentRequested(), cancelled(PAYMENT_TIMEOUT))
                    .expectEvents(RESOLVED);
            when(
                            RESOLVE,
                            placed(),
                            paymentRequested(),
                            paid(),
                            cancelled(BY_CUSTOMER),
                            refundRequested(),
                            failed(FulfilmentStep.RELEASE),
                            refunded())
                    .expectEvents(RESOLVED);
        }

        @Test
        void isRefusedWhileMoneyIsOwedBack() {
            Object[] owing = {placed(), paymentRequested(), paid(), cancelled(BY_CUSTOMER)};
            refuses(RESOLVE, "money_owed_back", OrderStatus.CANCELLED, owing);
            refuses(RESOLVE, "money_owed_back", OrderStatus.CANCELLED, and(owing, failed(FulfilmentStep.RELEASE)));
            var refunding = and(owing, refundRequested());
            refuses(RESOLVE, "money_owed_back", OrderStatus.REFUND_PENDING, refunding);
            refuses(
                    RESOLVE,
                    "money_owed_back",
                    OrderStatus.REFUND_PENDING,
                    and(refunding, failed(FulfilmentStep.REFUND)));
        }

        @Test
        void isRefusedToAPaidOrderUntilAnOperatorAcceptsThatItsMoneyIsKept() {
            Object[] paid = {placed(), paymentRequested(), paid(), failed(FulfilmentStep.COMMIT)};
            refuses(RESOLVE, "money_owed", OrderStatus.AWAITING_PAYMENT, paid);
            var accepted = new ResolveFulfilment(ORDER, "Sent by courier", true, OPERATOR);
            var resolved = new FulfilmentResolved(
                    ORDER,
                    "Sent by courier",
                    OPERATOR,
                    Money.ofMajor(TOTAL, USD).major());
            when(accepted, paid).expectEvents(resolved);
            when(RESOLVE, and(paid, resolved)).expectNoEvents().expectResultMessagePayload(4L);
            when(accepted, placed(), paymentRequested(), cancelled(PAYMENT_TIMEOUT))
                    .expectEvents(RESOLVED);
            refuses(
                    accepted,
                    "money_owed_back",
                    OrderStatus.CANCELLED,
                    placed(),
                    paymentRequested(),
                    paid(),
                    cancelled(BY_CUSTOMER));
        }

        @Test
        void isSaidOnce() {
            when(RESOLVE, placed(), failed(FulfilmentStep.RESERVE), RESOLVED)
                    .expectNoEvents()
                    .expectResultMessagePayload(2L);
            refuses(
                    new ResolveFulfilment(ORDER, "Something else", false, OPERATOR),
                    "order_resolved",
                    OrderStatus.PLACED,
                    placed(),
                    failed(FulfilmentStep.RESERVE),
                    RESOLVED);
        }

        @Test
        void isRefusedWhenNothingFails() {
            refuses(RESOLVE, "order_not_resolvable", OrderStatus.PLACED, placed());
            refuses(RESOLVE, "order_not_resolvable", OrderStatus.CONFIRMED, placedFree(), confirmed());
            refuses(
                    RESOLVE,
                    "order_not_resolvable",
                    OrderStatus.AWAITING_PAYMENT,
                    placed(),
                    failed(FulfilmentStep.RESERVE),
                    paymentRequested());
        }

        @Test
        void endsAllPushing() {
            refuses(
                    new ResumeFulfilment(ORDER, "sweep-1"),
                    "order_at_rest",
                    OrderStatus.PLACED,
                    placed(),
                    failed(FulfilmentStep.RESERVE),
                    RESOLVED);
            refuses(
                    new NoteDelay(ORDER, FulfilmentStep.RESERVE, 1, 2, NEXT_TRY, "No answer", true),
                    "order_not_delayed",
                    OrderStatus.PLACED,
                    placed(),
                    failed(FulfilmentStep.RESERVE),
                    RESOLVED);
        }

        @Test
        void refusesTheAnswersThatWereOnTheirWay() {
            Object[] reserving = {placed(), failed(FulfilmentStep.RESERVE), RESOLVED};
            refuses(new RequestPayment(ORDER, DEADLINE), "order_resolved", OrderStatus.PLACED, reserving);
            refuses(
                    new RejectOrder(ORDER, RejectionReason.OUT_OF_STOCK, List.of(APPLE), SHORTAGES),
                    "order_resolved",
                    OrderStatus.PLACED,
                    reserving);
            Object[] committing = {placed(), paymentRequested(), paid(), failed(FulfilmentStep.COMMIT), RESOLVED};
            refuses(new ConfirmOrder(ORDER), "order_resolved", OrderStatus.AWAITING_PAYMENT, committing);
            refuses(
                    new CancelOrder(ORDER, STOCK_LOST, SYSTEM),
                    "order_not_cancellable",
                    OrderStatus.AWAITING_PAYMENT,
                    committing);
        }

        @Test
        void doesNotHoldWhenTheOrderMovesAfterAll() {
            var sweep = new ResumeFulfilment(ORDER, "retry-1");
            var customers = new CancelOrder(ORDER, BY_CUSTOMER, BUYER);
            when(customers, placed(), failed(FulfilmentStep.RESERVE), RESOLVED).expectEvents(cancelled(BY_CUSTOMER));
            when(sweep, placed(), failed(FulfilmentStep.RESERVE), RESOLVED, cancelled(BY_CUSTOMER))
                    .expectEvents(new FulfilmentResumed(
                            ORDER, "retry-1", OrderStatus.CANCELLED, HELD, null, true, false, null, 1));
            when(
                            new RecordPayment(ORDER, PAYMENT, TOTAL, USD),
                            placed(),
                            paymentRequested(),
                            cancelled(PAYMENT_TIMEOUT),
                            RESOLVED)
                    .expectEvents(refundRequested());
        }
    }

    @Nested
    class Recovery {

        @Test
        void isWrittenDownOnceForAStepThatHadFailed() {
            var works = new NoteRecovery(ORDER, FulfilmentStep.RELEASE);
            var worked = new FulfilmentRecovered(ORDER, FulfilmentStep.RELEASE);
            when(works, placed(), cancelled(BY_CUSTOMER), failed(FulfilmentStep.RELEASE))
                    .expectEvents(worked);
            when(works, placed(), cancelled(BY_CUSTOMER), failed(FulfilmentStep.RELEASE), worked)
                    .expectNoEvents();
            when(works, placed(), cancelled(BY_CUSTOMER)).expectNoEvents();
        }
    }

    @Test
    void writesDownAFailedRefundWhileItIsPending() {
        var delay = new NoteDelay(ORDER, FulfilmentStep.REFUND, 1, 1, NEXT_TRY, "No answer", true);
        when(delay, placed(), paymentRequested(), paid(), cancelled(BY_CUSTOMER), refundRequested())
                .expectEvents(failed(FulfilmentStep.REFUND));
        refuses(delay, "order_not_delayed", OrderStatus.CANCELLED, placed(), cancelled(BY_CUSTOMER));
        refuses(delay, "order_not_delayed", OrderStatus.CONFIRMED, placedFree(), confirmed());
    }
}
