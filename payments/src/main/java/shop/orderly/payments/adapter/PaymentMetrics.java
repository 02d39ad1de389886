package shop.orderly.payments.adapter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentOutcomeUnknown;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;

/** Counts outcomes as {@code payments_total{result}}: captured, declined, unknown, voided, refunded, refund_failed. */
@Component
@ProcessingGroup("payment-metrics")
class PaymentMetrics {

    private final Counter captured;
    private final Counter declined;
    private final Counter unknown;
    private final Counter voided;
    private final Counter refunded;
    private final Counter refundFailed;

    PaymentMetrics(MeterRegistry meters) {
        captured = counter(meters, "captured");
        declined = counter(meters, "declined");
        unknown = counter(meters, "unknown");
        voided = counter(meters, "voided");
        refunded = counter(meters, "refunded");
        refundFailed = counter(meters, "refund_failed");
    }

    @EventHandler
    void on(PaymentCaptured event) {
        countAfterCommit(captured);
    }

    @EventHandler
    void on(PaymentDeclined event) {
        countAfterCommit(declined);
    }

    @EventHandler
    void on(PaymentOutcomeUnknown event) {
        countAfterCommit(unknown);
    }

    @EventHandler
    void on(PaymentVoided event) {
        countAfterCommit(voided);
    }

    @EventHandler
    void on(PaymentRefunded event) {
        countAfterCommit(refunded);
    }

    @EventHandler
    void on(RefundFailed event) {
        countAfterCommit(refundFailed);
    }

    private static void countAfterCommit(Counter counter) {
        CurrentUnitOfWork.get().afterCommit(done -> counter.increment());
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("payments")
                .description("Outcomes of payments")
                .tag("result", result)
                .register(meters);
    }
}
