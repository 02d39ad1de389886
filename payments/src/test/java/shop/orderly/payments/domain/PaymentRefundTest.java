package shop.orderly.payments.domain;

import static shop.orderly.payments.domain.PaymentMother.*;
import static shop.orderly.platformtest.RefusalMatcher.refusal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.payments.api.RecordRefund;
import shop.orderly.payments.api.RecordRefundFailure;
import shop.orderly.payments.api.RefundOrder;
import shop.orderly.payments.api.RefundReceipt;
import shop.orderly.payments.api.RequestRefund;

class PaymentRefundTest {

    @Test
    void givesAPartBack() {
        payment()
                .given(INITIATED, CAPTURED)
                .when(refund(FIRST, "40"))
                .expectEvents(refundInitiated(FIRST, "40", ADMIN));
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "40", ADMIN))
                .when(new RecordRefund(PAYMENT, FIRST))
                .expectEvents(refunded(FIRST, "40", "40"));
    }

    @Test
    void givesEverythingThatIsLeftWhenNoAmountIsNamed() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "40", ADMIN), refunded(FIRST, "40", "40"))
                .when(refund(SECOND, null))
                .expectEvents(refundInitiated(SECOND, "60", ADMIN));
        payment()
                .given(
                        INITIATED,
                        CAPTURED,
                        refundInitiated(FIRST, "40", ADMIN),
                        refunded(FIRST, "40", "40"),
                        refundInitiated(SECOND, "60", ADMIN))
                .when(new RecordRefund(PAYMENT, SECOND))
                .expectEvents(refunded(SECOND, "60", "100"));
    }

    @Test
    void answersWithThePaymentsVersion() {
        payment()
                .given(INITIATED, CAPTURED)
                .when(refund(FIRST, "40"))
                .expectResultMessagePayload(receipt("40", false, 2));
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "40", ADMIN), refunded(FIRST, "40", "40"))
                .when(refund(FIRST, "40"))
                .expectNoEvents()
                .expectResultMessagePayload(receipt("40", true, 3));
    }

    @Test
    void repeatingARefundIdChangesNothing() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", ADMIN))
                .when(refund(FIRST, "100"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", ADMIN))
                .when(refund(FIRST, null))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", ADMIN), refunded(FIRST, "100", "100"))
                .when(new RecordRefund(PAYMENT, FIRST))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void refusesTheSameRefundIdWithAnotherAmount() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "40", ADMIN))
                .when(refund(FIRST, "41"))
                .expectNoEvents()
                .expectException(refusal("refund_differs"));
    }

    @Test
    void refusesMoreThanIsLeftCountingOpenRefunds() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "40", ADMIN))
                .when(refund(SECOND, "60.01"))
                .expectNoEvents()
                .expectException(refusal("refund_exceeds_capture"));
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", ADMIN))
                .when(refund(SECOND, null))
                .expectNoEvents()
                .expectException(refusal("refund_exceeds_capture"));
    }

    @Test
    void refusesNothingLessThanNothingAndHalfCents() {
        payment().given(INITIATED, CAPTURED).when(refund(FIRST, "0")).expectException(refusal("refund_amount_invalid"));
        payment()
                .given(INITIATED, CAPTURED)
                .when(refund(FIRST, "-1"))
                .expectException(refusal("refund_amount_invalid"));
        payment()
                .given(INITIATED, CAPTURED)
                .when(refund(FIRST, "0.005"))
                .expectNoEvents()
                .expectException(refusal("refund_amount_invalid"));
    }

    @Test
    void refusesToGiveBackWhatWasNotCaptured() {
        payment().given(INITIATED).when(refund(FIRST, "1")).expectException(refusal("payment_not_captured"));
        payment().given(INITIATED, DECLINED).when(refund(FIRST, "1")).expectException(refusal("payment_not_captured"));
        payment().given(VOIDED).when(refund(FIRST, null)).expectException(refusal("payment_not_captured"));
    }

    @Test
    void refusesToRecordARefundThatNobodyAskedFor() {
        payment()
                .given(INITIATED, CAPTURED)
                .when(new RecordRefund(PAYMENT, FIRST))
                .expectNoEvents()
                .expectException(refusal("refund_not_found"));
    }

    @Test
    void givesACancelledOrdersMoneyBackOnce() {
        payment()
                .given(INITIATED, CAPTURED)
                .when(orderRefund(FIRST))
                .expectEvents(refundInitiated(FIRST, "100", FULFILMENT));
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", FULFILMENT))
                .when(orderRefund(FIRST))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void givesACancelledOrderWhatAnEarlierRefundLeft() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "30", ADMIN), refunded(FIRST, "30", "30"))
                .when(orderRefund(SECOND))
                .expectEvents(refundInitiated(SECOND, "70", FULFILMENT));
    }

    @Test
    void isDoneAtOnceWhenACancelledOrdersMoneyIsAlreadyBack() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", ADMIN), refunded(FIRST, "100", "100"))
                .when(orderRefund(SECOND))
                .expectEvents(refundInitiated(SECOND, "0", FULFILMENT), refunded(SECOND, "0", "100"));
    }

    @Test
    void isDoneWithTheEarlierRefundsWhenTheyTakeEverything() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", ADMIN))
                .when(orderRefund(SECOND))
                .expectEvents(refundInitiated(SECOND, "0", FULFILMENT));
        payment()
                .given(
                        INITIATED,
                        CAPTURED,
                        refundInitiated(FIRST, "100", ADMIN),
                        refundInitiated(SECOND, "0", FULFILMENT))
                .when(new RecordRefund(PAYMENT, FIRST))
                .expectEvents(refunded(FIRST, "100", "100"), refunded(SECOND, "0", "100"));
    }

    @Test
    void saysOnceThatARefundFailed() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", FULFILMENT))
                .when(failure(FIRST))
                .expectEvents(refundFailed(FIRST));
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", FULFILMENT), refundFailed(FIRST))
                .when(failure(FIRST))
                .expectNoEvents();
    }

    @Test
    void saysAgainThatARefundFailedAfterItWasRetried() {
        payment()
                .given(
                        INITIATED,
                        CAPTURED,
                        refundInitiated(FIRST, "100", FULFILMENT),
                        refundFailed(FIRST),
                        refundRetried(FIRST, "100"))
                .when(failure(FIRST))
                .expectEvents(refundFailed(FIRST));
    }

    @Test
    void doesNotFailWhatIsBackAlreadyOrWasNeverAskedFor() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", FULFILMENT), refunded(FIRST, "100", "100"))
                .when(failure(FIRST))
                .expectNoEvents();
        payment().given(INITIATED, CAPTURED).when(failure(FIRST)).expectException(refusal("refund_not_found"));
    }

    @Test
    void retriesEveryFailedRefundWhenTheOrderAsksAgain() {
        payment()
                .given(
                        INITIATED,
                        CAPTURED,
                        refundInitiated(SECOND, "40", ADMIN),
                        refundFailed(SECOND),
                        refundInitiated(FIRST, "60", FULFILMENT))
                .when(new RefundOrder(PAYMENT, FIRST, usd("100"), FULFILMENT))
                .expectEvents(refundRetried(SECOND, "40"));
    }

    @Test
    void askingForAFailedRefundAgainHasItRetried() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "40", ADMIN), refundFailed(FIRST))
                .when(refund(FIRST, "40"))
                .expectEvents(refundRetried(FIRST, "40"))
                .expectResultMessagePayload(receipt("40", false, 4));
        payment()
                .given(
                        INITIATED,
                        CAPTURED,
                        refundInitiated(FIRST, "40", ADMIN),
                        refundFailed(FIRST),
                        refundRetried(FIRST, "40"))
                .when(refund(FIRST, null))
                .expectNoEvents();
    }

    @Test
    void completesARefundThatFailedBefore() {
        payment()
                .given(INITIATED, CAPTURED, refundInitiated(FIRST, "100", FULFILMENT), refundFailed(FIRST))
                .when(new RecordRefund(PAYMENT, FIRST))
                .expectEvents(refunded(FIRST, "100", "100"));
    }

    private static RecordRefundFailure failure(RefundId refundId) {
        return new RecordRefundFailure(PAYMENT, refundId, "refused: account_closed", 1, NEXT_TRY);
    }

    @Test
    void refusesToGiveACancelledOrderWhatWasNotCaptured() {
        payment()
                .given(INITIATED, DECLINED)
                .when(orderRefund(FIRST))
                .expectNoEvents()
                .expectException(refusal("payment_not_captured"));
    }

    private static RequestRefund refund(RefundId refundId, @Nullable String amount) {
        return new RequestRefund(PAYMENT, refundId, amount == null ? null : new BigDecimal(amount), ADMIN);
    }

    private static RefundReceipt receipt(String amount, boolean done, long version) {
        return new RefundReceipt(FIRST, new BigDecimal(amount), USD, done, version);
    }

    private static RefundOrder orderRefund(RefundId refundId) {
        return new RefundOrder(PAYMENT, refundId, usd("100"), FULFILMENT);
    }
}
