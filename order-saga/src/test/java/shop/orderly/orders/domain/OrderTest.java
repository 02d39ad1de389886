package shop.orderly.orders.domain;

import static shop.orderly.contracts.orders.CancellationReason.BY_CUSTOMER;
import static shop.orderly.contracts.orders.CancellationReason.BY_OPERATOR;
import static shop.orderly.contracts.orders.CancellationReason.PAYMENT_DECLINED;
import static shop.orderly.contracts.orders.CancellationReason.PAYMENT_TIMEOUT;
import static shop.orderly.contracts.orders.CancellationReason.STOCK_LOST;
import static shop.orderly.orders.OrderMother.APPLE;
import static shop.orderly.orders.OrderMother.BUYER;
import static shop.orderly.orders.OrderMother.DEADLINE;
import static shop.orderly.orders.OrderMother.HELD;
import static shop.orderly.orders.OrderMother.ITEMS;
import static shop.orderly.orders.OrderMother.ORDER;
import static shop.orderly.orders.OrderMother.PAYMENT;
import static shop.orderly.orders.OrderMother.REFUND;
import static shop.orderly.orders.OrderMother.SHORTAGES;
import static shop.orderly.orders.OrderMother.SYSTEM;
import static shop.orderly.orders.OrderMother.TOTAL;
import static shop.orderly.orders.OrderMother.USD;
import static shop.orderly.orders.OrderMother.cancelled;
import static shop.orderly.orders.OrderMother.confirmed;
import static shop.orderly.orders.OrderMother.line;
import static shop.orderly.orders.OrderMother.paid;
import static shop.orderly.orders.OrderMother.paymentRequested;
import static shop.orderly.orders.OrderMother.placeOrder;
import static shop.orderly.orders.OrderMother.placed;
import static shop.orderly.orders.OrderMother.placedFree;
import static shop.orderly.orders.OrderMother.placedUnknown;
import static shop.orderly.orders.OrderMother.refundRequested;
import static shop.orderly.orders.OrderMother.refunded;
import static shop.orderly.orders.OrderMother.rejected;
import static shop.orderly.platformtest.RefusalMatcher.refusal;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderLine;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.ConfirmOrder;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.NoteDelay;
import shop.orderly.orders.api.PlaceOrder;
import shop.orderly.orders.api.RecordPayment;
import shop.orderly.orders.api.RecordRefund;
import shop.orderly.orders.api.RejectOrder;
import shop.orderly.orders.api.RequestPayment;
import shop.orderly.orders.api.RequestRefund;
import shop.orderly.orders.api.ResumeFulfilment;
import shop.orderly.orders.event.FulfilmentDelayed;
import shop.orderly.orders.event.FulfilmentResumed;

class OrderTest {

    private static final RejectOrder REJECT =
            new RejectOrder(ORDER, RejectionReason.OUT_OF_STOCK, List.of(APPLE), SHORTAGES);
    private static final RequestPayment REQUEST_PAYMENT = new RequestPayment(ORDER, DEADLINE);
    private static final RecordPayment RECORD_PAYMENT = new RecordPayment(ORDER, PAYMENT, TOTAL, USD);
    private static final RecordRefund RECORD_REFUND = new RecordRefund(ORDER, REFUND, TOTAL, USD);
    private static final ConfirmOrder CONFIRM = new ConfirmOrder(ORDER);
    private static final RequestRefund REQUEST_REFUND = new RequestRefund(ORDER);
    private static final ResumeFulfilment RESUME = new ResumeFulfilment(ORDER, "resume-1");
    private static final Instant NEXT_TRY = Instant.parse("2026-11-21T10:00:01Z");

    private static ResultValidator<Order> when(Object command, Object... facts) {
        return new AggregateTestFixture<>(Order.class).given(facts).when(command);
    }

    private static void refuses(Object command, String code, OrderStatus state, Object... facts) {
        when(command, facts).expectNoEvents().expectException(refusal(code).with("state", state.name()));
    }

    private static CancelOrder cancel(CancellationReason reason) {
        return new CancelOrder(ORDER, reason, reason == BY_CUSTOMER ? BUYER : SYSTEM);
    }

    @Test
    void placesAnOrderOverTheSumOfItsLines() {
        new AggregateTestFixture<>(Order.class)
                .givenNoPriorActivity()
                .when(placeOrder(ITEMS))
                .expectEvents(placed())
                .expectResultMessagePayload(0L);
    }

    @Test
    void placesAnOrderThatIsKnownToBeImpossible() {
        var obstacle = new Obstacle(RejectionReason.UNKNOWN_PRODUCT, List.of(APPLE));
        new AggregateTestFixture<>(Order.class)
                .givenNoPriorActivity()
                .when(placeOrder(List.of(new OrderLine(APPLE, "", 1, null, -1)), obstacle))
                .expectEvents(placedUnknown());
    }

    @Test
    void placesAnOrderOnce() {
        when(placeOrder(ITEMS), placed(), paymentRequested()).expectNoEvents().expectResultMessagePayload(1L);
    }

    @Test
    void refusesAnotherCustomersOrderUnderTheSameId() {
        var other = new PlaceOrder(ORDER, new UserId("user-2"), ITEMS, USD, "tok_ok", new PaymentId("payment-2"), null);
        refuses(other, "order_id_taken", OrderStatus.PLACED, placed());
    }

    @Test
    void refusesAnOrderWithoutLinesOrWithTooMany() {
        var apple = line(APPLE, 1, "1");
        for (var items : List.of(List.<OrderLine>of(), Collections.nCopies(101, apple))) {
            new AggregateTestFixture<>(Order.class)
                    .givenNoPriorActivity()
                    .when(placeOrder(items))
                    .expectNoEvents()
                    .expectException(refusal("invalid_order"));
        }
        new AggregateTestFixture<>(Order.class)
                .givenNoPriorActivity()
                .when(placeOrder(Collections.nCopies(100, apple)))
                .expectSuccessfulHandlerExecution();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 10_001})
    void refusesQuantitiesOutsideOneToTenThousand(int quantity) {
        new AggregateTestFixture<>(Order.class)
                .givenNoPriorActivity()
                .when(placeOrder(List.of(line(APPLE, quantity, "1"))))
                .expectNoEvents()
                .expectException(refusal("invalid_order"));
    }

    @Test
    void refusesATotalThatDoesNotFitAndPricesBelowZero() {
        for (var price : List.of("92233720368547758", "-0.01")) {
            new AggregateTestFixture<>(Order.class)
                    .givenNoPriorActivity()
                    .when(placeOrder(List.of(line(APPLE, 2, price))))
                    .expectNoEvents()
                    .expectException(refusal("invalid_order"));
        }
    }

    @Test
    void rejectsAPlacedOrderOnce() {
        when(REJECT, placed()).expectEvents(rejected());
        when(REJECT, placed(), rejected()).expectNoEvents().expectSuccessfulHandlerExecution();
        refuses(REJECT, "order_not_rejectable", OrderStatus.AWAITING_PAYMENT, placed(), paymentRequested());
    }

    @Test
    void asksForTheMoneyOnce() {
        when(REQUEST_PAYMENT, placed()).expectEvents(paymentRequested());
        when(REQUEST_PAYMENT, placed(), paymentRequested()).expectNoEvents().expectSuccessfulHandlerExecution();
        when(REQUEST_PAYMENT, placed(), paymentRequested(), paid(), confirmed()).expectNoEvents();
    }

    @Test
    void asksForNoMoneyOnceTheOrderEndedOrIfItIsFree() {
        refuses(REQUEST_PAYMENT, "order_not_payable", OrderStatus.REJECTED, placed(), rejected());
        refuses(REQUEST_PAYMENT, "order_not_payable", OrderStatus.CANCELLED, placed(), cancelled(BY_CUSTOMER));
        refuses(REQUEST_PAYMENT, "order_not_payable", OrderStatus.PLACED, placedUnknown());
        refuses(REQUEST_PAYMENT, "nothing_to_pay", OrderStatus.PLACED, placedFree());
    }

    @Test
    void isPaidByACaptureThatItWaitsFor() {
        when(RECORD_PAYMENT, placed(), paymentRequested()).expectEvents(paid());
        when(RECORD_PAYMENT, placed(), paymentRequested(), paid()).expectNoEvents();
        when(RECORD_PAYMENT, placed(), paymentRequested(), paid(), confirmed()).expectNoEvents();
    }

    @Test
    void wantsTheMoneyBackIfItWasCancelledMeanwhile() {
        when(RECORD_PAYMENT, placed(), paymentRequested(), cancelled(PAYMENT_TIMEOUT))
                .expectEvents(refundRequested());
        when(RECORD_PAYMENT, placed(), paymentRequested(), cancelled(PAYMENT_TIMEOUT), refundRequested())
                .expectNoEvents();
        when(RECORD_PAYMENT, placed(), paymentRequested(), cancelled(PAYMENT_TIMEOUT), refundRequested(), refunded())
                .expectNoEvents();
    }

    @Test
    void refusesMoneyThatItNeverAskedFor() {
        refuses(RECORD_PAYMENT, "payment_not_expected", OrderStatus.PLACED, placed());
        var foreign = new RecordPayment(ORDER, new PaymentId("other"), TOTAL, USD);
        refuses(foreign, "payment_unknown", OrderStatus.AWAITING_PAYMENT, placed(), paymentRequested());
    }

    @Test
    void isConfirmedOncePaid() {
        when(CONFIRM, placed(), paymentRequested(), paid()).expectEvents(confirmed());
        when(CONFIRM, placed(), paymentRequested(), paid(), confirmed()).expectNoEvents();
        when(CONFIRM, placedFree()).expectEvents(confirmed());
        refuses(CONFIRM, "order_not_paid", OrderStatus.PLACED, placed());
        refuses(CONFIRM, "order_not_paid", OrderStatus.PLACED, placedUnknown());
        refuses(CONFIRM, "order_not_paid", OrderStatus.AWAITING_PAYMENT, placed(), paymentRequested());
        refuses(CONFIRM, "order_not_confirmable", OrderStatus.CANCELLED, placed(), cancelled(BY_CUSTOMER));
    }

    @Test
    void isCancelledByItsCustomerAtAnyTimeBeforeItEnds() {
        when(cancel(BY_CUSTOMER), placed()).expectEvents(cancelled(BY_CUSTOMER)).expectResultMessagePayload(1L);
        when(cancel(BY_CUSTOMER), placed(), paymentRequested()).expectEvents(cancelled(BY_CUSTOMER));
        when(cancel(BY_CUSTOMER), placed(), paymentRequested(), paid()).expectEvents(cancelled(BY_CUSTOMER));
        when(cancel(BY_CUSTOMER), placed(), paymentRequested(), paid(), confirmed())
                .expectEvents(cancelled(BY_CUSTOMER));
        when(cancel(BY_OPERATOR), placed(), paymentRequested(), paid(), confirmed())
                .expectEvents(cancelled(BY_OPERATOR));
    }

    @Test
    void isCancelledOncePerReason() {
        when(cancel(BY_CUSTOMER), placed(), cancelled(BY_CUSTOMER))
                .expectNoEvents()
                .expectResultMessagePayload(1L);
        when(cancel(BY_CUSTOMER), placed(), paymentRequested(), paid(), cancelled(BY_CUSTOMER), refundRequested())
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        refuses(cancel(BY_CUSTOMER), "order_not_cancellable", OrderStatus.CANCELLED, placed(), cancelled(STOCK_LOST));
        refuses(cancel(BY_CUSTOMER), "order_not_cancellable", OrderStatus.REJECTED, placed(), rejected());
    }

    @ParameterizedTest
    @EnumSource(names = {"PAYMENT_DECLINED", "PAYMENT_TIMEOUT"})
    void isCancelledForItsPaymentOnlyUntilItIsPaid(CancellationReason reason) {
        when(cancel(reason), placed()).expectEvents(cancelled(reason));
        when(cancel(reason), placed(), paymentRequested()).expectEvents(cancelled(reason));
        when(cancel(reason), placed(), cancelled(reason)).expectNoEvents();
        refuses(
                cancel(reason),
                "order_not_cancellable",
                OrderStatus.AWAITING_PAYMENT,
                placed(),
                paymentRequested(),
                paid());
        refuses(
                cancel(reason),
                "order_not_cancellable",
                OrderStatus.CONFIRMED,
                placed(),
                paymentRequested(),
                paid(),
                confirmed());
    }

    @Test
    void isCancelledForLostStockOnlyUntilItIsConfirmed() {
        when(cancel(STOCK_LOST), placed(), paymentRequested(), paid()).expectEvents(cancelled(STOCK_LOST));
        refuses(
                cancel(STOCK_LOST),
                "order_not_cancellable",
                OrderStatus.CONFIRMED,
                placed(),
                paymentRequested(),
                paid(),
                confirmed());
    }

    @Test
    void isHiddenFromOtherCustomers() {
        var stranger = new CancelOrder(ORDER, BY_CUSTOMER, Actor.of("customer", "user-2"));
        when(stranger, placed()).expectNoEvents().expectException(refusal("order_not_found"));
    }

    @Test
    void asksForTheRefundOfCapturedMoneyOnce() {
        when(REQUEST_REFUND, placed(), paymentRequested(), paid(), cancelled(BY_CUSTOMER))
                .expectEvents(refundRequested());
        when(REQUEST_REFUND, placed(), paymentRequested(), paid(), cancelled(BY_CUSTOMER), refundRequested())
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        refuses(
                REQUEST_REFUND,
                "nothing_to_refund",
                OrderStatus.CANCELLED,
                placed(),
                paymentRequested(),
                cancelled(PAYMENT_DECLINED));
        refuses(
                REQUEST_REFUND,
                "order_not_cancelled",
                OrderStatus.CONFIRMED,
                placed(),
                paymentRequested(),
                paid(),
                confirmed());
    }

    @Test
    void isRefundedOnceTheProviderAgreed() {
        Object[] pending = {placed(), paymentRequested(), paid(), cancelled(BY_CUSTOMER), refundRequested()};
        when(RECORD_REFUND, pending).expectEvents(refunded());
        when(RECORD_REFUND, placed(), paymentRequested(), paid(), cancelled(BY_CUSTOMER), refundRequested(), refunded())
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        var foreign = new RecordRefund(ORDER, new RefundId("other"), TOTAL, USD);
        refuses(foreign, "refund_unknown", OrderStatus.REFUND_PENDING, pending);
        refuses(RECORD_REFUND, "refund_unknown", OrderStatus.CONFIRMED, placed(), paid(), confirmed());
    }

    @Test
    void writesDownADelayOncePerTry() {
        var delay = new NoteDelay(ORDER, FulfilmentStep.RESERVE, 1, 1, NEXT_TRY, "No answer", false);
        var delayed = new FulfilmentDelayed(ORDER, FulfilmentStep.RESERVE, 1, 1, NEXT_TRY, "No answer", false);
        var second = new NoteDelay(ORDER, FulfilmentStep.RESERVE, 1, 2, NEXT_TRY, "No answer", true);
        when(delay, placed()).expectEvents(delayed);
        when(delay, placed(), delayed).expectNoEvents();
        when(second, placed(), delayed)
                .expectEvents(new FulfilmentDelayed(ORDER, FulfilmentStep.RESERVE, 1, 2, NEXT_TRY, "No answer", true));
        refuses(delay, "order_not_delayed", OrderStatus.REJECTED, placed(), rejected());
        refuses(delay, "order_not_delayed", OrderStatus.CANCELLED, placed(), cancelled(BY_CUSTOMER));
    }

    @Test
    void writesDownADelayedReleaseOfACancelledOrder() {
        var delay = new NoteDelay(ORDER, FulfilmentStep.RELEASE, 1, 1, NEXT_TRY, "No answer", false);
        when(delay, placed(), cancelled(BY_CUSTOMER))
                .expectEvents(new FulfilmentDelayed(ORDER, FulfilmentStep.RELEASE, 1, 1, NEXT_TRY, "No answer", false));
    }

    @Test
    void tellsWhereItStandsOncePerResume() {
        var second = new FulfilmentDelayed(ORDER, FulfilmentStep.RESERVE, 2, 0, NEXT_TRY, "The hold lapsed", false);
        var resumed = new FulfilmentResumed(
                ORDER, "resume-1", OrderStatus.AWAITING_PAYMENT, HELD, null, true, true, DEADLINE, 2);
        when(RESUME, placed(), paymentRequested(), paid(), second).expectEvents(resumed);
        when(RESUME, placed(), paymentRequested(), paid(), second, resumed).expectNoEvents();
        when(RESUME, placed(), cancelled(BY_CUSTOMER))
                .expectEvents(new FulfilmentResumed(
                        ORDER, "resume-1", OrderStatus.CANCELLED, HELD, null, true, false, null, 1));
        refuses(RESUME, "order_at_rest", OrderStatus.REJECTED, placed(), rejected());
        refuses(RESUME, "order_at_rest", OrderStatus.CONFIRMED, placedFree(), confirmed());
    }
}
