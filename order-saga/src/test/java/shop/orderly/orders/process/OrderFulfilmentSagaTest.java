package shop.orderly.orders.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.exactSequenceOf;
import static org.axonframework.test.matchers.Matchers.payloadsMatching;
import static org.hamcrest.CoreMatchers.equalTo;
import static org.hamcrest.CoreMatchers.instanceOf;
import static shop.orderly.contracts.orders.CancellationReason.BY_CUSTOMER;
import static shop.orderly.contracts.orders.CancellationReason.PAYMENT_DECLINED;
import static shop.orderly.contracts.orders.CancellationReason.PAYMENT_TIMEOUT;
import static shop.orderly.contracts.orders.CancellationReason.STOCK_LOST;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.HELD;
import static shop.orderly.orders.OrderMother.OPERATOR;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.OrderMother.PAYMENT;
import static shop.orderly.orders.OrderMother.REFUND;
import static shop.orderly.orders.OrderMother.SHORTAGES;
import static shop.orderly.orders.OrderMother.SYSTEM;
import static shop.orderly.orders.OrderMother.TOTAL;
import static shop.orderly.orders.OrderMother.USD;
import static shop.orderly.orders.OrderMother.cancelled;
import static shop.orderly.orders.OrderMother.captured;
import static shop.orderly.orders.OrderMother.confirmed;
import static shop.orderly.orders.OrderMother.paid;
import static shop.orderly.orders.OrderMother.paymentRequested;
import static shop.orderly.orders.OrderMother.placed;
import static shop.orderly.orders.OrderMother.placedFree;
import static shop.orderly.orders.OrderMother.placedUnknown;
import static shop.orderly.orders.OrderMother.refundRequested;
import static shop.orderly.orders.OrderMother.refunded;
import static shop.orderly.orders.OrderMother.rejected;
import static shop.orderly.orders.process.ScriptedStock.NO_ANSWER;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.test.saga.FixtureExecutionResult;
import org.axonframework.test.saga.SagaTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.ConfirmOrder;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.NoteDelay;
import shop.orderly.orders.api.NoteRecovery;
import shop.orderly.orders.api.RecordPayment;
import shop.orderly.orders.api.RecordRefund;
import shop.orderly.orders.api.RejectOrder;
import shop.orderly.orders.api.RequestPayment;
import shop.orderly.orders.api.RequestRefund;
import shop.orderly.orders.api.ResumeFulfilment;
import shop.orderly.orders.api.StockAnswer;
import shop.orderly.orders.event.FulfilmentResolved;
import shop.orderly.orders.event.FulfilmentResumed;

class OrderFulfilmentSagaTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final Instant DUE = START.plus(TIMEOUT);
    private static final int STUCK_AFTER = 3;

    private static final RequestPayment REQUEST_PAYMENT = new RequestPayment(ORDER, DUE);
    private static final RecordPayment RECORD_PAYMENT = new RecordPayment(ORDER, PAYMENT, TOTAL, USD);
    private static final RecordRefund RECORD_REFUND = new RecordRefund(ORDER, REFUND, TOTAL, USD);
    private static final ConfirmOrder CONFIRM = new ConfirmOrder(ORDER);
    private static final RequestRefund REQUEST_REFUND = new RequestRefund(ORDER);

    private final ScriptedStock stock = new ScriptedStock();
    private final Map<Class<?>, String> refusals = new HashMap<>();
    private SagaTestFixture<OrderFulfilmentSaga> saga;

    @BeforeEach
    void startTheClock() {
        saga = new SagaTestFixture<>(OrderFulfilmentSaga.class);
        saga.setCallbackBehavior((command, metaData) -> {
            var code = refusals.get(command.getClass());
            if (code != null) {
                throw Refusal.conflict(code, "No.").exception();
            }
            return null;
        });
        saga.registerResource(work());
        saga.givenCurrentTime(START);
    }

    private Fulfilment work() {
        InstantSource now = () -> saga.currentTime();
        var commands =
                DefaultCommandGateway.builder().commandBus(saga.getCommandBus()).build();
        var pauses = new RetryPauses(Duration.ofSeconds(2), Duration.ofMinutes(1), () -> -1L);
        return new Fulfilment(
                stock,
                commands,
                now.withZone(ZoneOffset.UTC),
                new SimpleMeterRegistry(),
                TIMEOUT,
                pauses,
                STUCK_AFTER,
                Duration.ofHours(6));
    }

    private static CancelOrder cancel(CancellationReason reason) {
        return new CancelOrder(ORDER, reason, SYSTEM);
    }

    private FixtureExecutionResult after(Object event, Object... before) {
        var given = saga.givenAggregate("order-1").published();
        for (var one : before) {
            given = given.andThenAPublished(one);
        }
        return given.whenPublishingA(event);
    }

    private NoteDelay delay(FulfilmentStep step, int attempt, int failures, Instant at, boolean stuck) {
        return new NoteDelay(ORDER, step, attempt, failures, at, "Inventory does not answer", stuck);
    }

    @Nested
    class WhenAnOrderIsPlaced {

        @Test
        void holdsItsStockAsksForTheMoneyAndStartsThePaymentDeadline() {
            after(placed())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(REQUEST_PAYMENT)
                    .expectScheduledDeadlineWithName(TIMEOUT, OrderFulfilmentSaga.PAYMENT);
            assertThat(stock.calls).containsExactly("reserve 1 2");
        }

        @Test
        void rejectsItIfSomethingFallsShort() {
            stock.answers(new StockAnswer.Refused(SHORTAGES));
            after(placed())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(
                            new RejectOrder(ORDER, RejectionReason.OUT_OF_STOCK, List.of(APPLE), SHORTAGES));
        }

        @Test
        void endsOnceItIsRejected() {
            stock.answers(new StockAnswer.Refused(SHORTAGES));
            after(rejected(), placed()).expectActiveSagas(0).expectNoScheduledDeadlines();
        }

        @Test
        void rejectsWhatCannotBeFulfilledWithoutAskingInventory() {
            after(placedUnknown())
                    .expectDispatchedCommands(
                            new RejectOrder(ORDER, RejectionReason.UNKNOWN_PRODUCT, List.of(APPLE), List.of()))
                    .expectNoScheduledDeadlines();
            assertThat(stock.calls).isEmpty();
        }

        @Test
        void confirmsWhatCostsNothingWithoutAPayment() {
            saga.givenAggregate("order-1")
                    .published(placedFree())
                    .whenTimeElapses(Duration.ZERO)
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(CONFIRM);
            assertThat(stock.calls).containsExactly("reserve 1 1", "commit 1");
        }

        @Test
        void toldTwiceAsksForTheSameAgain() {
            after(placed(), placed()).expectActiveSagas(1).expectDispatchedCommands(REQUEST_PAYMENT);
            assertThat(stock.calls).containsExactly("reserve 1 2", "reserve 1 2");
        }
    }

    @Nested
    class WhenThePaymentIsCaptured {

        @Test
        void tellsTheOrderWhichDecides() {
            after(captured(), placed(), paymentRequested())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(RECORD_PAYMENT);
        }

        @Test
        void commitsTheStockOfAPaidOrderAndConfirms() {
            after(paid(), placed(), paymentRequested(), captured())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(CONFIRM)
                    .expectNoScheduledDeadlines();
            assertThat(stock.calls).containsExactly("reserve 1 2", "commit 1");
        }

        @Test
        void endsOnceTheOrderIsConfirmed() {
            after(confirmed(), placed(), paymentRequested(), captured(), paid())
                    .expectActiveSagas(0)
                    .expectNoDispatchedCommands();
        }

        @Test
        void waitsForTheRefundOfAnOrderThatWasCancelledBefore() {
            after(refundRequested(), placed(), paymentRequested(), cancelled(BY_CUSTOMER), captured())
                    .expectActiveSagas(1)
                    .expectNoDispatchedCommands();
        }

        @Test
        void recordsTheRefundAndEndsOnceTheOrderIsRefunded() {
            var back = new PaymentRefunded(PAYMENT, ORDER, REFUND, TOTAL, TOTAL, USD);
            after(back, placed(), paymentRequested(), cancelled(BY_CUSTOMER), captured(), refundRequested())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(RECORD_REFUND);
        }

        @Test
        void endsOnceTheOrderIsRefunded() {
            after(refunded(), placed(), paymentRequested(), cancelled(BY_CUSTOMER), captured(), refundRequested())
                    .expectActiveSagas(0)
                    .expectNoScheduledDeadlines();
        }

        @Test
        void toldTwiceConfirmsOnce() {
            after(captured(), placed(), paymentRequested(), captured(), paid())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(RECORD_PAYMENT);
            assertThat(stock.calls).containsExactly("reserve 1 2", "commit 1");
        }

        @Test
        void withNoSagaAliveHasTheOrderTellWhereItStands() {
            after(captured())
                    .expectActiveSagas(1)
                    .expectDispatchedCommandsMatching(payloadsMatching(
                            exactSequenceOf(equalTo(RECORD_PAYMENT), instanceOf(ResumeFulfilment.class))));
            assertThat(stock.calls).isEmpty();
        }

        @Test
        void ofAnOrderThatRestsStartsNothing() {
            refusals.put(ResumeFulfilment.class, "order_at_rest");
            after(captured()).expectActiveSagas(0);
        }
    }

    @Nested
    class WhenTheHoldLapsedBeforeTheCommit {

        @Test
        void writesDownTheSecondAttemptBeforeItIsMade() {
            stock.answers(new StockAnswer.Held(), new StockAnswer.Gone());
            after(paid(), placed(), paymentRequested(), captured())
                    .expectDispatchedCommands(
                            new NoteDelay(ORDER, FulfilmentStep.RESERVE, 2, 0, START, "The hold lapsed", false));
            assertThat(stock.calls).containsExactly("reserve 1 2", "commit 1");
        }

        @Test
        void holdsOnceMoreAndConfirms() {
            stock.answers(new StockAnswer.Held(), new StockAnswer.Gone());
            saga.givenAggregate("order-1")
                    .published(placed(), paymentRequested(), captured(), paid())
                    .whenTimeElapses(Duration.ofMillis(1))
                    .expectDispatchedCommands(CONFIRM);
            assertThat(stock.calls).containsExactly("reserve 1 2", "commit 1", "reserve 2 2", "commit 2");
        }

        @Test
        void cancelsIfTheGoodsAreGone() {
            stock.answers(new StockAnswer.Held(), new StockAnswer.Gone(), new StockAnswer.Refused(SHORTAGES));
            saga.givenAggregate("order-1")
                    .published(placed(), paymentRequested(), captured(), paid())
                    .whenTimeElapses(Duration.ofMillis(1))
                    .expectDispatchedCommands(cancel(STOCK_LOST));
        }

        @Test
        void cancelsIfTheSecondHoldLapsesToo() {
            stock.answers(
                    new StockAnswer.Held(), new StockAnswer.Gone(), new StockAnswer.Held(), new StockAnswer.Gone());
            saga.givenAggregate("order-1")
                    .published(placed(), paymentRequested(), captured(), paid())
                    .whenTimeElapses(Duration.ofMillis(1))
                    .expectDispatchedCommands(cancel(STOCK_LOST));
        }

        @Test
        void askesForTheRefundOfAnOrderWhoseStockIsLost() throws Exception {
            stock.answers(new StockAnswer.Held(), new StockAnswer.Gone(), new StockAnswer.Refused(SHORTAGES));
            saga.givenAggregate("order-1")
                    .published(placed(), paymentRequested(), captured(), paid())
                    .andThenTimeElapses(Duration.ofMillis(1))
                    .whenPublishingA(cancelled(STOCK_LOST))
                    .expectDispatchedCommands(REQUEST_REFUND)
                    .expectActiveSagas(1);
            assertThat(stock.calls).endsWith("release 2");
        }

        @Test
        void holdsNothingMoreForAnOrderThatWasCancelledMeanwhile() {
            stock.answers(new StockAnswer.Gone());
            refusals.put(NoteDelay.class, "order_not_delayed");
            after(placed())
                    .expectDispatchedCommands(
                            new NoteDelay(ORDER, FulfilmentStep.RESERVE, 2, 0, START, "The hold lapsed", false))
                    .expectNoScheduledDeadlineWithName(Duration.ZERO, OrderFulfilmentSaga.STEP);
        }
    }

    @Nested
    class WhenThePaymentFails {

        private final PaymentDeclined declined = new PaymentDeclined(PAYMENT, ORDER, "insufficient_funds");

        @Test
        void cancelsADeclinedOrder() {
            after(declined, placed(), paymentRequested())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(cancel(PAYMENT_DECLINED));
        }

        @Test
        void releasesItsStockAndEnds() {
            after(cancelled(PAYMENT_DECLINED), placed(), paymentRequested(), declined)
                    .expectActiveSagas(0)
                    .expectNoDispatchedCommands()
                    .expectNoScheduledDeadlines();
            assertThat(stock.calls).containsExactly("reserve 1 2", "release 1");
        }

        @Test
        void cancelsWhenTheDeadlinePasses() {
            saga.givenAggregate("order-1")
                    .published(placed(), paymentRequested())
                    .whenTimeElapses(TIMEOUT)
                    .expectActiveSagas(1)
                    .expectTriggeredDeadlinesWithName(OrderFulfilmentSaga.PAYMENT)
                    .expectDispatchedCommands(cancel(PAYMENT_TIMEOUT));
        }

        @Test
        void waitsUntilTheMoneyIsKnownNotToCome() {
            after(cancelled(PAYMENT_TIMEOUT), placed(), paymentRequested()).expectActiveSagas(1);
            assertThat(stock.calls).containsExactly("reserve 1 2", "release 1");
        }

        @Test
        void endsOnceThePaymentIsVoided() {
            after(new PaymentVoided(PAYMENT, ORDER), placed(), paymentRequested(), cancelled(PAYMENT_TIMEOUT))
                    .expectActiveSagas(0);
        }

        @Test
        void recordsMoneyThatComesLate() {
            after(captured(), placed(), paymentRequested(), cancelled(PAYMENT_TIMEOUT))
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(RECORD_PAYMENT);
        }
    }

    @Nested
    class WhenTheCustomerCancels {

        @Test
        void releasesTheHoldOfAnOrderThatNobodyPaid() {
            after(cancelled(BY_CUSTOMER), placed()).expectActiveSagas(0).expectNoDispatchedCommands();
            assertThat(stock.calls).containsExactly("reserve 1 2", "release 1");
        }

        @Test
        void releasesTheHoldAndRefundsAnOrderThatIsPaid() {
            after(cancelled(BY_CUSTOMER), placed(), paymentRequested(), captured(), paid())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(REQUEST_REFUND);
            assertThat(stock.calls).endsWith("release 1");
        }

        @Test
        void afterConfirmationHasTheOrderTellWhereItStands() {
            after(cancelled(BY_CUSTOMER))
                    .expectActiveSagas(1)
                    .expectDispatchedCommandsMatching(
                            payloadsMatching(exactSequenceOf(instanceOf(ResumeFulfilment.class))));
        }

        @Test
        void afterConfirmationTakesTheGoodsBackAndRefunds() {
            after(resumed(OrderStatus.CANCELLED, true, 2), cancelled(BY_CUSTOMER))
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(REQUEST_REFUND);
            assertThat(stock.calls).containsExactly("release 2");
        }
    }

    @Nested
    class WhenInventoryDoesNotAnswer {

        @Test
        void saysSoInTheOrderAndTriesAgainLater() {
            stock.answers(NO_ANSWER);
            after(placed())
                    .expectDispatchedCommands(delay(FulfilmentStep.RESERVE, 1, 1, START.plusSeconds(2), false))
                    .expectScheduledDeadlineWithName(Duration.ofSeconds(2), OrderFulfilmentSaga.STEP);
        }

        @Test
        void goesOnAsSoonAsItAnswers() {
            stock.answers(NO_ANSWER);
            saga.givenAggregate("order-1")
                    .published(placed())
                    .whenTimeElapses(Duration.ofSeconds(2))
                    .expectDispatchedCommands(REQUEST_PAYMENT);
        }

        @Test
        void waitsLongerEachTime() {
            stock.answers(NO_ANSWER, NO_ANSWER);
            saga.givenAggregate("order-1")
                    .published(placed())
                    .whenTimeElapses(Duration.ofSeconds(2))
                    .expectDispatchedCommands(delay(FulfilmentStep.RESERVE, 1, 2, START.plusSeconds(6), false))
                    .expectScheduledDeadlineWithName(Duration.ofSeconds(4), OrderFulfilmentSaga.STEP);
        }

        @Test
        void callsForAPersonAfterSomeFailuresAndTriesOnWithoutFurtherWords() throws Exception {
            stock.answers(NO_ANSWER, NO_ANSWER, NO_ANSWER, NO_ANSWER);
            saga.givenAggregate("order-1")
                    .published(placed())
                    .andThenTimeElapses(Duration.ofSeconds(2))
                    .whenTimeElapses(Duration.ofSeconds(4))
                    .expectDispatchedCommands(delay(FulfilmentStep.RESERVE, 1, 3, START.plusSeconds(14), true));
        }

        @Test
        void countsTheFailuresOfEachStepAnew() {
            stock.answers(NO_ANSWER, new StockAnswer.Held(), NO_ANSWER);
            saga.givenAggregate("order-1")
                    .published(placedFree())
                    .whenTimeElapses(Duration.ofSeconds(2))
                    .expectDispatchedCommands(delay(FulfilmentStep.COMMIT, 1, 1, START.plusSeconds(4), false));
        }

        @Test
        void goesOnTryingWhenStuck() throws Exception {
            stock.answers(NO_ANSWER, NO_ANSWER, NO_ANSWER, NO_ANSWER);
            saga.givenAggregate("order-1")
                    .published(placed())
                    .andThenTimeElapses(Duration.ofSeconds(2))
                    .andThenTimeElapses(Duration.ofSeconds(4))
                    .whenTimeElapses(Duration.ofSeconds(8))
                    .expectNoDispatchedCommands()
                    .expectScheduledDeadlineWithName(Duration.ofSeconds(16), OrderFulfilmentSaga.STEP);
        }

        @Test
        void callsForAPersonAtOnceIfInventoryCannotWorkWithTheCall() {
            stock.answers(new StockAnswer.Fault("INTERNAL"));
            after(placed())
                    .expectDispatchedCommands(
                            new NoteDelay(ORDER, FulfilmentStep.RESERVE, 1, 1, START.plusSeconds(2), "INTERNAL", true));
        }

        @Test
        void asksForTheRefundEvenIfTheReleaseFails() {
            stock.answers(new StockAnswer.Held(), new StockAnswer.Committed(), NO_ANSWER);
            after(cancelled(BY_CUSTOMER), placed(), paymentRequested(), captured(), paid())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(
                            delay(FulfilmentStep.RELEASE, 1, 1, START.plusSeconds(2), false), REQUEST_REFUND);
        }

        @Test
        void keepsAFailingReleaseGoingUntilItWorks() throws Exception {
            stock.answers(new StockAnswer.Held(), NO_ANSWER, NO_ANSWER, NO_ANSWER, NO_ANSWER);
            saga.givenAggregate("order-1")
                    .published(placed(), cancelled(BY_CUSTOMER))
                    .andThenTimeElapses(Duration.ofSeconds(2))
                    .andThenTimeElapses(Duration.ofSeconds(4))
                    .andThenTimeElapses(Duration.ofSeconds(8))
                    .whenTimeElapses(Duration.ofSeconds(16))
                    .expectActiveSagas(0)
                    .expectNoScheduledDeadlines();
            assertThat(stock.calls)
                    .containsExactly("reserve 1 2", "release 1", "release 1", "release 1", "release 1", "release 1");
        }

        @Test
        void stopsReservingOnceTheOrderIsCancelled() {
            stock.answers(NO_ANSWER);
            after(cancelled(BY_CUSTOMER), placed()).expectActiveSagas(0).expectNoScheduledDeadlines();
            assertThat(stock.calls).containsExactly("reserve 1 2", "release 1");
        }

        @Test
        void givesThePaidMoneyBackIfTheStockCannotBeCommittedForHours() throws Exception {
            var silence = new StockAnswer[400];
            Arrays.fill(silence, NO_ANSWER);
            stock.answers(new StockAnswer.Held()).answers(silence);
            saga.givenAggregate("order-1")
                    .published(placed(), paymentRequested(), captured(), paid())
                    .andThenTimeElapses(Duration.ofMinutes(355))
                    .whenTimeElapses(Duration.ofMinutes(10))
                    .expectDispatchedCommands(cancel(STOCK_LOST));
        }
    }

    @Nested
    class WhenResumed {

        @Test
        void holdsTheStockOfAPlacedOrder() {
            after(resumed(OrderStatus.PLACED, false, 1))
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(REQUEST_PAYMENT)
                    .expectScheduledDeadlineWithName(TIMEOUT, OrderFulfilmentSaga.PAYMENT);
        }

        @Test
        void waitsForTheMoneyUntilTheOrdersDeadline() {
            after(resumed(OrderStatus.AWAITING_PAYMENT, false, 1))
                    .expectActiveSagas(1)
                    .expectNoDispatchedCommands()
                    .expectScheduledDeadlineWithName(TIMEOUT, OrderFulfilmentSaga.PAYMENT);
        }

        @Test
        void commitsTheStockOfAPaidOrder() {
            after(resumed(OrderStatus.AWAITING_PAYMENT, true, 2))
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(CONFIRM);
            assertThat(stock.calls).containsExactly("commit 2");
        }

        @Test
        void keepsToTheNewestReservation() {
            stock.answers(new StockAnswer.Held(), new StockAnswer.Gone());
            saga.givenAggregate("order-1")
                    .published(placed(), paymentRequested(), captured(), paid())
                    .andThenAPublished(resumed(OrderStatus.AWAITING_PAYMENT, true, 1))
                    .whenPublishingA(cancelled(BY_CUSTOMER));
            assertThat(stock.calls).endsWith("release 2");
        }

        @Test
        void releasesTheStockOfARefundedOrderAndEnds() {
            after(resumed(OrderStatus.REFUNDED, true, 1)).expectActiveSagas(0).expectNoDispatchedCommands();
            assertThat(stock.calls).containsExactly("release 1");
        }

        @Test
        void waitsForARefundOnItsWay() {
            after(resumed(OrderStatus.REFUND_PENDING, true, 1))
                    .expectActiveSagas(1)
                    .expectNoDispatchedCommands();
            assertThat(stock.calls).containsExactly("release 1");
        }

        @Test
        void twiceOnlyRepeatsItself() {
            after(resumed(OrderStatus.PLACED, false, 1), placed())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(REQUEST_PAYMENT);
        }
    }

    @Nested
    class WhenAnOperatorSteps {

        @Test
        void inPushesAtOnceAndTheTimerOfTheFailurePushesNothingMore() {
            stock.answers(new StockAnswer.Held(), NO_ANSWER);
            saga.givenAggregate("order-1")
                    .published(placed(), paymentRequested(), captured(), paid())
                    .andThenAPublished(resumed(OrderStatus.AWAITING_PAYMENT, true, 1))
                    .whenTimeElapses(Duration.ofMinutes(1))
                    .expectNoDispatchedCommands()
                    .expectNoScheduledDeadlines();
            assertThat(stock.calls).containsExactly("reserve 1 2", "commit 1", "commit 1");
        }

        @Test
        void inAndTheStepFailsAgainItIsTriedByOneTimer() {
            stock.answers(new StockAnswer.Held(), NO_ANSWER, NO_ANSWER);
            saga.givenAggregate("order-1")
                    .published(placed(), paymentRequested(), captured(), paid())
                    .andThenAPublished(resumed(OrderStatus.AWAITING_PAYMENT, true, 1))
                    .whenTimeElapses(Duration.ofSeconds(2))
                    .expectDispatchedCommands(CONFIRM)
                    .expectNoScheduledDeadlines();
            assertThat(stock.calls).containsExactly("reserve 1 2", "commit 1", "commit 1", "commit 1");
        }

        @Test
        void inAndHasSettledItByHandItEnds() {
            stock.answers(NO_ANSWER);
            after(new FulfilmentResolved(ORDER, "Sent by courier", OPERATOR, null), placed())
                    .expectActiveSagas(0)
                    .expectNoDispatchedCommands()
                    .expectNoScheduledDeadlines();
        }

        @Test
        void inAndCompensatesAPaidOrderWhoseStockCannotBeCommitted() {
            stock.answers(new StockAnswer.Held(), NO_ANSWER);
            var compensated = new OrderCancelled(ORDER, PAYMENT, CancellationReason.BY_OPERATOR, OPERATOR);
            after(compensated, placed(), paymentRequested(), captured(), paid())
                    .expectActiveSagas(1)
                    .expectDispatchedCommands(REQUEST_REFUND)
                    .expectNoScheduledDeadlines();
            assertThat(stock.calls).containsExactly("reserve 1 2", "commit 1", "release 1");
        }

        @Test
        void aTimerThatFiredWhileAnotherTookItsPlacePushesNothing() {
            var late = new StepDeadline(ORDER, FulfilmentStep.COMMIT, 1);
            var process = new OrderFulfilmentSaga();
            var work = work();
            var timers = new CountedTimers();
            stock.answers(new StockAnswer.Held(), NO_ANSWER, NO_ANSWER);
            process.on(placed(), START, work, timers);
            process.on(paid(), START, work, timers);
            process.on(resumed(OrderStatus.AWAITING_PAYMENT, true, 1), START, work, timers);

            process.on(late, work, timers);
            assertThat(stock.calls).containsExactly("reserve 1 2", "commit 1", "commit 1");

            process.on(new StepDeadline(ORDER, FulfilmentStep.COMMIT, 3), work, timers);
            assertThat(stock.calls).containsExactly("reserve 1 2", "commit 1", "commit 1", "commit 1");
        }
    }

    @Nested
    class WhenATimerFiredBeforeItCouldBeStopped {

        private final OrderFulfilmentSaga process = new OrderFulfilmentSaga();
        private final CountedTimers timers = new CountedTimers();
        private final List<Object> commands = new ArrayList<>();

        @BeforeEach
        void listen() {
            saga.setCallbackBehavior((command, metaData) -> commands.add(command));
        }

        @Test
        void thePaymentDeadlineOfAPaidOrderDoesNothing() {
            var work = work();
            stock.answers(new StockAnswer.Held(), NO_ANSWER);
            process.on(placed(), START, work, timers);
            process.on(paid(), START, work, timers);
            commands.clear();

            process.on(new PaymentDeadline(ORDER), work);

            assertThat(commands).isEmpty();
        }

        @Test
        void thePaymentDeadlineOfACancelledOrderDoesNothing() {
            var work = work();
            process.on(placed(), START, work, timers);
            process.on(paymentRequested());
            process.on(cancelled(BY_CUSTOMER), "event-1", work, timers);
            commands.clear();

            process.on(new PaymentDeadline(ORDER), work);

            assertThat(commands).isEmpty();
        }

        @Test
        void aStepThatIsDueDoesNothing() {
            var work = work();
            stock.answers(NO_ANSWER);
            process.on(placed(), START, work, timers);
            process.on(resumed(OrderStatus.AWAITING_PAYMENT, false, 1), START, work, timers);
            commands.clear();

            process.on(new StepDeadline(ORDER, FulfilmentStep.RESERVE, 1), work, timers);

            assertThat(commands).isEmpty();
            assertThat(stock.calls).containsExactly("reserve 1 2");
        }
    }

    @Test
    void saysThatAFailingReleaseWorksAgain() {
        stock.answers(new StockAnswer.Held(), NO_ANSWER);
        saga.givenAggregate("order-1")
                .published(placed(), paymentRequested(), captured(), cancelled(BY_CUSTOMER))
                .whenTimeElapses(Duration.ofSeconds(2))
                .expectDispatchedCommands(new NoteRecovery(ORDER, FulfilmentStep.RELEASE));
    }

    @Test
    void writesDownThatPaymentsCannotGetTheMoneyBack() {
        var failed = new RefundFailed(PAYMENT, ORDER, REFUND, "refused: account_closed", 4, DUE);
        after(failed, placed(), paymentRequested(), cancelled(BY_CUSTOMER), captured(), refundRequested())
                .expectActiveSagas(1)
                .expectDispatchedCommands(
                        new NoteDelay(ORDER, FulfilmentStep.REFUND, 1, 4, DUE, "refused: account_closed", true));
    }

    @Test
    void leavesAnAdministratorsRefundOfAConfirmedOrderAlone() {
        refusals.put(RecordRefund.class, "refund_unknown");
        var other = new PaymentRefunded(PAYMENT, ORDER, new RefundId("other"), TOTAL, TOTAL, USD);
        after(other).expectActiveSagas(0);
    }

    @Test
    void takesACancellationThatOvertookTheReservation() {
        refusals.put(RequestPayment.class, "order_not_payable");
        after(cancelled(BY_CUSTOMER), placed()).expectActiveSagas(0);
        assertThat(stock.calls).containsExactly("reserve 1 2", "release 1");
    }

    private static FulfilmentResumed resumed(OrderStatus status, boolean paid, int attempt) {
        return new FulfilmentResumed(ORDER, "resume-1", status, HELD, null, true, paid, DUE, attempt);
    }
}
