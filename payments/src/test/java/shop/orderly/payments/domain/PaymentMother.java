package shop.orderly.payments.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.payments.PaymentOutcomeUnknown;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentVoidRequested;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.payments.RefundInitiated;
import shop.orderly.contracts.payments.RefundRetried;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.users.UserId;
import shop.orderly.payments.api.InitiatePayment;

/** A payment of 100 USD and the facts of its life. */
final class PaymentMother {

    static final Currency USD = Currency.getInstance("USD");
    static final PaymentId PAYMENT = new PaymentId("payment-1");
    static final OrderId ORDER = new OrderId("order-1");
    static final UserId CUSTOMER = new UserId("user-1");
    static final Actor ADMIN = Actor.of("admin", "a1");
    static final Actor FULFILMENT = Actor.system("fulfilment");
    static final RefundId FIRST = new RefundId("refund-1");
    static final RefundId SECOND = new RefundId("refund-2");

    static final Instant NEXT_TRY = Instant.parse("2026-11-21T10:00:30Z");

    static final InitiatePayment INITIATE = new InitiatePayment(PAYMENT, ORDER, CUSTOMER, usd("100"), "tok_ok");
    static final PaymentInitiated INITIATED =
            new PaymentInitiated(PAYMENT, ORDER, CUSTOMER, new BigDecimal("100"), USD, "tok_ok");
    static final PaymentCaptured CAPTURED =
            new PaymentCaptured(PAYMENT, ORDER, new BigDecimal("100"), USD, "sandbox-payment-1");
    static final PaymentDeclined DECLINED = new PaymentDeclined(PAYMENT, ORDER, "insufficient_funds");
    static final PaymentOutcomeUnknown OUTCOME_UNKNOWN = new PaymentOutcomeUnknown(PAYMENT, ORDER, "timed_out");
    static final PaymentVoidRequested VOID_REQUESTED = new PaymentVoidRequested(PAYMENT, ORDER);
    static final PaymentVoided VOIDED = new PaymentVoided(PAYMENT, ORDER);

    private PaymentMother() {}

    static FixtureConfiguration<Payment> payment() {
        return new AggregateTestFixture<>(Payment.class);
    }

    static Money usd(String major) {
        return Money.ofMajor(new BigDecimal(major), USD);
    }

    static RefundInitiated refundInitiated(RefundId refundId, String amount, Actor actor) {
        return new RefundInitiated(PAYMENT, ORDER, refundId, new BigDecimal(amount), USD, actor);
    }

    static RefundFailed refundFailed(RefundId refundId) {
        return new RefundFailed(PAYMENT, ORDER, refundId, "refused: account_closed", 1, NEXT_TRY);
    }

    static RefundRetried refundRetried(RefundId refundId, String amount) {
        return new RefundRetried(PAYMENT, ORDER, refundId, new BigDecimal(amount), USD);
    }

    static PaymentRefunded refunded(RefundId refundId, String amount, String soFar) {
        return new PaymentRefunded(PAYMENT, ORDER, refundId, new BigDecimal(amount), new BigDecimal(soFar), USD);
    }
}
