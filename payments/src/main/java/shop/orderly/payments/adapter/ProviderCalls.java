package shop.orderly.payments.adapter;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.payments.PaymentsProperties;
import shop.orderly.payments.adapter.ProviderAnswer.Captured;
import shop.orderly.payments.adapter.ProviderAnswer.Declined;
import shop.orderly.payments.adapter.ProviderAnswer.Pending;
import shop.orderly.payments.adapter.ProviderAnswer.Voided;
import shop.orderly.payments.api.RecordCapture;
import shop.orderly.payments.api.RecordDecline;
import shop.orderly.payments.api.RecordRefund;
import shop.orderly.payments.api.RecordRefundFailure;
import shop.orderly.payments.api.RecordUnknown;
import shop.orderly.payments.api.RecordVoid;

/**
 * Asks the provider, outside any database transaction, and reports its answer as a command.
 *
 * <p>A question stays scheduled until its answer is recorded: after a crash, a time-out or an answer that is not final
 * it is asked again under the same key. One replica at a time asks one question.
 */
@Component
class ProviderCalls {

    private static final Logger log = LoggerFactory.getLogger(ProviderCalls.class);

    private final PaymentProvider provider;
    private final CommandGateway commands;
    private final CallTraces traces;
    private final Backoff backoff;
    private final int refundStuckAfter;
    private final Clock clock;

    ProviderCalls(
            PaymentProvider provider,
            CommandGateway commands,
            CallTraces traces,
            PaymentsProperties properties,
            Clock clock) {
        this.provider = provider;
        this.commands = commands;
        this.traces = traces;
        this.backoff = new Backoff(properties.retryInitial(), properties.retryMax());
        this.refundStuckAfter = properties.refundStuckAfter();
        this.clock = clock;
    }

    @Bean
    CustomTask<ProviderCall> paymentCapture() {
        return task("payment-capture", this::capture);
    }

    @Bean
    CustomTask<ProviderCall> paymentVoid() {
        return task("payment-void", this::voidCapture);
    }

    @Bean
    CustomTask<ProviderCall> paymentRefund() {
        return task("payment-refund", this::refund);
    }

    private boolean capture(ProviderCall call) {
        return report(call, provider.capture(call.paymentId(), call.money(), requireNonNull(call.paymentMethod())));
    }

    private boolean voidCapture(ProviderCall call) {
        return report(call, provider.voidCapture(call.paymentId()));
    }

    private boolean refund(ProviderCall call) {
        var refundId = requireNonNull(call.refundId());
        provider.refund(call.key(), call.paymentId(), call.money());
        return send(call, new RecordRefund(call.paymentId(), refundId));
    }

    private boolean refundFailed(ProviderCall call, String reason, Duration pause) {
        var refundId = requireNonNull(call.refundId());
        var failures = call.attempts() + 1;
        send(call, new RecordRefundFailure(call.paymentId(), refundId, reason, failures, in(pause)));
        return false;
    }

    private boolean report(ProviderCall call, ProviderAnswer answer) {
        return switch (answer) {
            case Captured captured -> send(call, new RecordCapture(call.paymentId(), captured.reference()));
            case Declined declined -> send(call, new RecordDecline(call.paymentId(), declined.reason()));
            case Voided voided -> send(call, new RecordVoid(call.paymentId()));
            case Pending pending -> unknown(call, pending.reason());
        };
    }

    private CustomTask<ProviderCall> task(String name, Predicate<ProviderCall> question) {
        return Tasks.custom(name, ProviderCall.class)
                .onDeadExecutionRevive()
                .onFailure((failed, operations) ->
                        operations.reschedule(failed, in(backoff.after(failed.getExecution().consecutiveFailures + 1))))
                .execute((instance, context) -> {
                    var call = instance.getData();
                    var next = call.again();
                    var pause = backoff.after(next.attempts());
                    if (traces.within(name, call.trace(), () -> isAnswered(question, call, pause))) {
                        return new OnCompleteRemove<>();
                    }
                    return (done, operations) -> operations.reschedule(done, in(pause), next);
                });
    }

    private boolean isAnswered(Predicate<ProviderCall> question, ProviderCall call, Duration pause) {
        try {
            return question.test(call);
        } catch (ProviderUnavailableException e) {
            log.info("The provider could not be asked about {}: {}", call.key(), e.getMessage());
            return lastsLong(call) && refundFailed(call, "unavailable", pause);
        } catch (ProviderTimeoutException e) {
            log.info("The provider did not answer about {}: {}", call.key(), e.getMessage());
            return call.refundId() == null
                    ? unknown(call, "timed_out")
                    : lastsLong(call) && refundFailed(call, "timed_out", pause);
        } catch (ProviderRefusedException e) {
            log.warn("The provider refuses {}: {}", call.key(), e.code());
            return refundFailed(call, "refused: " + e.code(), pause);
        }
    }

    /** Money that a customer waits for, and that somebody should ask the provider about by another way. */
    private boolean lastsLong(ProviderCall call) {
        return call.refundId() != null && call.attempts() + 1 >= refundStuckAfter;
    }

    private boolean unknown(ProviderCall call, String reason) {
        send(call, new RecordUnknown(call.paymentId(), reason));
        return false;
    }

    private boolean send(ProviderCall call, Object outcome) {
        try {
            commands.sendAndWait(traces.carrying(call.trace(), outcome));
        } catch (RefusedException e) {
            log.warn("The payment knows better than the provider's answer {}: {}", outcome, e.getMessage());
        }
        return true;
    }

    private Instant in(Duration wait) {
        return clock.instant().plus(wait);
    }
}
