package shop.orderly.payments.domain;

import static shop.orderly.payments.domain.PaymentMother.*;
import static shop.orderly.platformtest.RefusalMatcher.refusal;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.shared.Money;
import shop.orderly.payments.api.InitiatePayment;
import shop.orderly.payments.api.RecordCapture;
import shop.orderly.payments.api.RecordDecline;
import shop.orderly.payments.api.RecordUnknown;

class PaymentCaptureTest {

    private static final RecordCapture CAPTURE = new RecordCapture(PAYMENT, "sandbox-payment-1");
    private static final RecordDecline DECLINE = new RecordDecline(PAYMENT, "insufficient_funds");
    private static final RecordUnknown TIMED_OUT = new RecordUnknown(PAYMENT, "timed_out");

    @Test
    void opensOnce() {
        payment().givenNoPriorActivity().when(INITIATE).expectEvents(INITIATED);
        payment().given(INITIATED).when(INITIATE).expectNoEvents().expectSuccessfulHandlerExecution();
        payment().given(INITIATED, CAPTURED).when(INITIATE).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void keepsCentsExactly() {
        payment()
                .givenNoPriorActivity()
                .when(new InitiatePayment(PAYMENT, ORDER, CUSTOMER, usd("19.99"), "tok_ok"))
                .expectEvents(new PaymentInitiated(PAYMENT, ORDER, CUSTOMER, new BigDecimal("19.99"), USD, "tok_ok"));
    }

    @Test
    void refusesToOpenOverNothing() {
        payment()
                .givenNoPriorActivity()
                .when(new InitiatePayment(PAYMENT, ORDER, CUSTOMER, Money.zero(USD), "tok_ok"))
                .expectNoEvents()
                .expectException(refusal("payment_amount_invalid"));
    }

    @Test
    void refusesToOpenAgainOverAnotherAmount() {
        payment()
                .given(INITIATED)
                .when(new InitiatePayment(PAYMENT, ORDER, CUSTOMER, usd("101"), "tok_ok"))
                .expectNoEvents()
                .expectException(refusal("payment_differs"));
    }

    @Test
    void recordsTheCaptureOnce() {
        payment().given(INITIATED).when(CAPTURE).expectEvents(CAPTURED);
        payment().given(INITIATED, OUTCOME_UNKNOWN).when(CAPTURE).expectEvents(CAPTURED);
        payment().given(INITIATED, CAPTURED).when(CAPTURE).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void recordsACaptureThatCameAfterTheVoidWasAskedFor() {
        payment().given(INITIATED, VOID_REQUESTED).when(CAPTURE).expectEvents(CAPTURED);
    }

    @Test
    void recordsACaptureThatCameAfterTheVoidBecauseItIsTrue() {
        payment().given(INITIATED, VOID_REQUESTED, VOIDED).when(CAPTURE).expectEvents(CAPTURED);
    }

    @Test
    void refusesACaptureAfterTheProviderDeclined() {
        payment()
                .given(INITIATED, DECLINED)
                .when(CAPTURE)
                .expectNoEvents()
                .expectException(refusal("payment_declined"));
    }

    @Test
    void refusesACaptureOfWhatWasNeverOpened() {
        payment().given(VOIDED).when(CAPTURE).expectNoEvents().expectException(refusal("payment_not_initiated"));
    }

    @Test
    void recordsTheDeclineOnce() {
        payment().given(INITIATED).when(DECLINE).expectEvents(DECLINED);
        payment().given(INITIATED, OUTCOME_UNKNOWN).when(DECLINE).expectEvents(DECLINED);
        payment().given(INITIATED, VOID_REQUESTED).when(DECLINE).expectEvents(DECLINED);
        payment().given(INITIATED, DECLINED).when(DECLINE).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void refusesADeclineOnceTheOutcomeIsKnown() {
        payment()
                .given(INITIATED, CAPTURED)
                .when(DECLINE)
                .expectNoEvents()
                .expectException(refusal("payment_captured"));
        payment()
                .given(INITIATED, VOID_REQUESTED, VOIDED)
                .when(DECLINE)
                .expectNoEvents()
                .expectException(refusal("payment_voided"));
    }

    @Test
    void saysOnceThatTheOutcomeIsUnknown() {
        payment().given(INITIATED).when(TIMED_OUT).expectEvents(OUTCOME_UNKNOWN);
        payment()
                .given(INITIATED, OUTCOME_UNKNOWN)
                .when(TIMED_OUT)
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void neverForgetsAKnownOutcome() {
        payment().given(INITIATED, CAPTURED).when(TIMED_OUT).expectNoEvents().expectSuccessfulHandlerExecution();
        payment().given(INITIATED, DECLINED).when(TIMED_OUT).expectNoEvents().expectSuccessfulHandlerExecution();
        payment()
                .given(INITIATED, VOID_REQUESTED, VOIDED)
                .when(TIMED_OUT)
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }
}
