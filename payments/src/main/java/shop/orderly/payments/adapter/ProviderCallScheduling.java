package shop.orderly.payments.adapter;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import java.time.Clock;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.MetaData;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.payments.PaymentVoidRequested;
import shop.orderly.contracts.payments.RefundInitiated;
import shop.orderly.contracts.payments.RefundRetried;
import shop.orderly.contracts.shared.Money;
import shop.orderly.platform.processing.DurableTasks;

/**
 * Schedules the provider's calls in the same transaction as the event that makes them necessary: no event without its
 * call, no call without its event, and the call begins right after the commit.
 */
@Component
@ProcessingGroup("payment-provider")
class ProviderCallScheduling {

    private final DurableTasks tasks;
    private final CustomTask<ProviderCall> captures;
    private final CustomTask<ProviderCall> voids;
    private final CustomTask<ProviderCall> refunds;
    private final CallTraces traces;
    private final Clock clock;

    ProviderCallScheduling(
            DurableTasks tasks,
            CustomTask<ProviderCall> paymentCapture,
            CustomTask<ProviderCall> paymentVoid,
            CustomTask<ProviderCall> paymentRefund,
            CallTraces traces,
            Clock clock) {
        this.tasks = tasks;
        this.captures = paymentCapture;
        this.voids = paymentVoid;
        this.refunds = paymentRefund;
        this.traces = traces;
        this.clock = clock;
    }

    @EventHandler
    void on(PaymentInitiated event, MetaData metaData) {
        var amount = Money.ofMajor(event.amount(), event.currency());
        schedule(
                captures,
                ProviderCall.capture(event.paymentId(), amount, event.paymentMethod(), traces.current(metaData)));
    }

    @EventHandler
    void on(PaymentVoidRequested event, MetaData metaData) {
        schedule(voids, ProviderCall.voidCapture(event.paymentId(), traces.current(metaData)));
    }

    /** A refund of nothing needs no provider. */
    @EventHandler
    void on(RefundInitiated event, MetaData metaData) {
        var amount = Money.ofMajor(event.amount(), event.currency());
        if (!amount.isZero()) {
            schedule(
                    refunds,
                    ProviderCall.refund(event.paymentId(), event.refundId(), amount, traces.current(metaData)));
        }
    }

    /** Does not wait for the next try, which may be far. If the provider is being asked at this moment, that is it. */
    @EventHandler
    void on(RefundRetried event, MetaData metaData) {
        var amount = Money.ofMajor(event.amount(), event.currency());
        var call = ProviderCall.refund(event.paymentId(), event.refundId(), amount, traces.current(metaData));
        tasks.cancel(refunds.instance(call.key(), call));
        schedule(refunds, call);
    }

    private void schedule(CustomTask<ProviderCall> task, ProviderCall call) {
        tasks.schedule(task, call.key(), call, clock.instant());
    }
}
