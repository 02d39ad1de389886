package shop.orderly.payments.domain;

import static shop.orderly.payments.domain.PaymentMother.*;
import static shop.orderly.platformtest.RefusalMatcher.refusal;

import org.junit.jupiter.api.Test;
import shop.orderly.payments.api.RecordVoid;
import shop.orderly.payments.api.VoidPayment;

class PaymentVoidTest {

    private static final VoidPayment VOID = new VoidPayment(PAYMENT, ORDER);
    private static final RecordVoid RECORD = new RecordVoid(PAYMENT);

    @Test
    void asksTheProviderOnceToVoidWhatItHasNotAnswered() {
        payment().given(INITIATED).when(VOID).expectEvents(VOID_REQUESTED);
        payment().given(INITIATED, OUTCOME_UNKNOWN).when(VOID).expectEvents(VOID_REQUESTED);
        payment().given(INITIATED, VOID_REQUESTED).when(VOID).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void leavesAMarkWhenItComesBeforeThePayment() {
        payment().givenNoPriorActivity().when(VOID).expectEvents(VOIDED);
        payment().given(VOIDED).when(VOID).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void neverOpensAPaymentThatWasVoidedBefore() {
        payment().given(VOIDED).when(INITIATE).expectNoEvents().expectSuccessfulHandlerExecution();
    }

    @Test
    void changesNothingOnceTheOutcomeIsKnown() {
        payment().given(INITIATED, CAPTURED).when(VOID).expectNoEvents().expectSuccessfulHandlerExecution();
        payment().given(INITIATED, DECLINED).when(VOID).expectNoEvents().expectSuccessfulHandlerExecution();
        payment()
                .given(INITIATED, VOID_REQUESTED, VOIDED)
                .when(VOID)
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void recordsTheVoidOnce() {
        payment().given(INITIATED, VOID_REQUESTED).when(RECORD).expectEvents(VOIDED);
        payment()
                .given(INITIATED, VOID_REQUESTED, VOIDED)
                .when(RECORD)
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void refusesAVoidThatNobodyAskedFor() {
        payment().given(INITIATED).when(RECORD).expectNoEvents().expectException(refusal("void_not_requested"));
    }

    @Test
    void refusesAVoidOnceTheOutcomeIsKnown() {
        payment()
                .given(INITIATED, VOID_REQUESTED, CAPTURED)
                .when(RECORD)
                .expectNoEvents()
                .expectException(refusal("payment_captured"));
        payment()
                .given(INITIATED, VOID_REQUESTED, DECLINED)
                .when(RECORD)
                .expectNoEvents()
                .expectException(refusal("payment_declined"));
    }
}
