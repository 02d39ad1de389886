package shop.orderly.orders.process;

import static shop.orderly.orders.api.FulfilmentStep.COMMIT;
import static shop.orderly.orders.api.FulfilmentStep.REFUND;
import static shop.orderly.orders.api.FulfilmentStep.RELEASE;
import static shop.orderly.orders.api.FulfilmentStep.RESERVE;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderConfirmed;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderPaid;
import shop.orderly.contracts.orders.OrderPlaced;
import shop.orderly.contracts.orders.OrderRefunded;
import shop.orderly.contracts.orders.OrderRejected;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.contracts.orders.RejectionReason;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.ConfirmOrder;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.NoteDelay;
import shop.orderly.orders.api.NoteRecovery;
import shop.orderly.orders.api.PendingTimers;
import shop.orderly.orders.api.RecordPayment;
import shop.orderly.orders.api.RecordRefund;
import shop.orderly.orders.api.RejectOrder;
import shop.orderly.orders.api.RequestPayment;
import shop.orderly.orders.api.RequestRefund;
import shop.orderly.orders.api.ResumeFulfilment;
import shop.orderly.orders.api.StockAnswer;
import shop.orderly.orders.event.FulfilmentResolved;
import shop.orderly.orders.event.FulfilmentResumed;

/**
 * Pushes one order until it rests.
 *
 * <table>
 * <tr><th>when<th>then
 * <tr><td>{@code OrderPlaced}<td>{@code StockReservations.reserve}; start payment deadline. With an obstacle:
 *     {@code RejectOrder}
 * <tr><td>stock held<td>{@code RequestPayment} → {@code PaymentRequested}; if nothing is to pay, {@code commit}
 * <tr><td>stock refused<td>{@code RejectOrder(out_of_stock, shortages)}; end on {@code OrderRejected}
 * <tr><td>{@code PaymentCaptured}<td>{@code RecordPayment}: the order decides
 * <tr><td>… order awaiting payment: {@code OrderPaid}<td>{@code commit}; {@code ConfirmOrder}; end on
 *     {@code OrderConfirmed}
 * <tr><td>… order already cancelled: {@code RefundRequested}<td>payments refunds; {@code PaymentRefunded} →
 *     {@code RecordRefund}; end on {@code OrderRefunded}
 * <tr><td>hold lapsed before commit<td>{@code reserve} once more; if gone, {@code CancelOrder(stock_lost)} + refund
 * <tr><td>{@code PaymentDeclined}<td>{@code CancelOrder(payment_declined)}; {@code release}; end
 * <tr><td>payment deadline<td>{@code CancelOrder(payment_timeout)}; {@code release}; payments voids or is asked to refund
 * <tr><td>{@code OrderCancelled}, before or after confirmation<td>{@code release}, which also takes departed goods
 *     back; {@code RequestRefund} if paid; end once no money is ours or on its way
 * <tr><td>a remote call fails<td>{@code NoteDelay}; a durable retry (exponential, jitter, capped), for as long as it
 *     takes; a paid order that cannot be committed for long: {@code CancelOrder(stock_lost)} + refund
 * <tr><td>… and then works, while the order is undone<td>{@code NoteRecovery}
 * <tr><td>{@code RefundFailed}<td>{@code NoteDelay(refund)}, stuck: payments asks the provider again by itself
 * <tr><td>{@code FulfilmentResumed}, by the sweeper or after an operator's retry<td>the next step by where the order says
 *     it stands; timers that were set before push nothing more
 * <tr><td>an operator compensates: {@code OrderCancelled}<td>as above
 * <tr><td>{@code FulfilmentResolved}: an operator has settled it by hand<td>stop the timers; end
 * </table>
 *
 * <p>It only pushes: the order decides and remembers, a command that the order refuses is overtaken by an event that is
 * on its way here. Each handler makes at most one remote call, before anything is written; a second one waits for a
 * deadline that is due at once. A saga that starts in the middle of an order's life asks it to tell where it stands.
 */
@Saga
@ProcessingGroup("order-fulfilment")
public class OrderFulfilmentSaga {

    static final String PAYMENT = "order-payment";
    static final String STEP = "order-step";

    private static final Actor SYSTEM = Actor.system("fulfilment");

    private @Nullable OrderId orderId;
    private boolean informed;
    private List<ReservedLine> lines = List.of();
    private boolean payable;
    private int attempt = 1;
    private @Nullable Instant placedAt;
    private @Nullable Instant paidAt;
    private @Nullable Instant paymentDue;
    private boolean paymentPending;
    private boolean refundPending;
    private boolean cancelled;
    private boolean released;
    private @Nullable FulfilmentStep step;
    private int failures;
    private @Nullable String paymentTimer;
    private @Nullable String stepTimer;
    private int turn;

    @StartSaga
    @SagaEventHandler(associationProperty = "orderId")
    void on(OrderPlaced event, @Timestamp Instant at, Fulfilment work, DeadlineManager deadlines) {
        orderId = event.orderId();
        informed = true;
        placedAt = at;
        payable = !event.totalMoney().isZero();
        lines = event.items().stream()
                .map(line -> new ReservedLine(line.productId(), line.quantity()))
                .toList();
        begin(event.obstacle(), at, work, deadlines);
    }

    @SagaEventHandler(associationProperty = "orderId")
    void on(PaymentRequested event) {
        paymentPending = true;
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "orderId")
    void on(PaymentCaptured event, @MessageIdentifier String id, Fulfilment work) {
        orderId = event.orderId();
        work.tell(new RecordPayment(event.orderId(), event.paymentId(), event.amount(), event.currency()));
        askUnlessInformed(id, work);
    }

    @SagaEventHandler(associationProperty = "orderId")
    void on(OrderPaid event, @Timestamp Instant at, Fulfilment work, DeadlineManager deadlines) {
        paymentPending = false;
        paidAt = at;
        stopPaymentTimer(deadlines);
        if (informed) {
            push(COMMIT, work, deadlines);
        }
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "orderId")
    void on(OrderConfirmed event, Fulfilment work, DeadlineManager deadlines) {
        stopTimers(deadlines);
        work.measure("confirmed", placedAt);
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "orderId")
    void on(OrderRejected event, Fulfilment work, DeadlineManager deadlines) {
        stopTimers(deadlines);
        work.measure("rejected", placedAt);
    }

    @SagaEventHandler(associationProperty = "orderId")
    void on(PaymentDeclined event, Fulfilment work) {
        paymentPending = false;
        cancel(CancellationReason.PAYMENT_DECLINED, work);
        endIfSettled(work);
    }

    @DeadlineHandler(deadlineName = PAYMENT)
    void on(PaymentDeadline deadline, Fulfilment work) {
        paymentTimer = null;
        if (paidAt == null) {
            cancel(CancellationReason.PAYMENT_TIMEOUT, work);
        }
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "orderId")
    void on(OrderCancelled event, @MessageIdentifier String id, Fulfilment work, DeadlineManager deadlines) {
        orderId = event.orderId();
        cancelled = true;
        stopTimers(deadlines);
        if (informed) {
            undo(paidAt != null, work, deadlines);
        }
        askUnlessInformed(id, work);
    }

    @SagaEventHandler(associationProperty = "orderId")
    void on(PaymentVoided event, Fulfilment work) {
        paymentPending = false;
        endIfSettled(work);
    }

    @SagaEventHandler(associationProperty = "orderId")
    void on(RefundRequested event) {
        paymentPending = false;
        refundPending = true;
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "orderId")
    void on(PaymentRefunded event, Fulfilment work) {
        work.tell(new RecordRefund(event.orderId(), event.refundId(), event.amount(), event.currency()));
        if (!informed) {
            SagaLifecycle.end();
        }
    }

    @SagaEventHandler(associationProperty = "orderId")
    void on(OrderRefunded event, Fulfilment work) {
        refundPending = false;
        endIfSettled(work);
    }

    @SagaEventHandler(associationProperty = "orderId")
    void on(RefundFailed event, Fulfilment work) {
        work.tell(new NoteDelay(order(), REFUND, attempt, event.failures(), event.nextTry(), event.reason(), true));
    }

    @DeadlineHandler(deadlineName = STEP)
    void on(StepDeadline deadline, Fulfilment work, DeadlineManager deadlines) {
        if (deadline.turn() != null && deadline.turn() != turn) {
            return;
        }
        stepTimer = null;
        if (deadline.step() == step) {
            push(deadline.step(), work, deadlines);
        }
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "orderId")
    void on(FulfilmentResumed event, @Timestamp Instant at, Fulfilment work, DeadlineManager deadlines) {
        orderId = event.orderId();
        informed = true;
        lines = event.lines();
        payable = event.payable();
        attempt = Math.max(attempt, event.attempt());
        failures = 0;
        stopTimers(deadlines);
        if (event.paid() && paidAt == null) {
            paidAt = at;
        }
        switch (event.status()) {
            case PLACED -> begin(event.obstacle(), at, work, deadlines);
            case AWAITING_PAYMENT -> resume(event, work, deadlines);
            case CANCELLED -> undo(event.paid(), work, deadlines);
            case REFUND_PENDING -> {
                refundPending = true;
                undo(false, work, deadlines);
            }
            case REFUNDED -> undo(false, work, deadlines);
            case CONFIRMED, REJECTED -> SagaLifecycle.end();
        }
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "orderId")
    void on(FulfilmentResolved event, Fulfilment work, DeadlineManager deadlines) {
        stopTimers(deadlines);
        work.measure("resolved", placedAt);
    }

    /** Whether something will push the order again: a timer that is in store, or an answer of payments. */
    boolean isAwake(PendingTimers timers) {
        var waits = step != null || paymentTimer != null;
        return waits
                ? (step == null || isSet(stepTimer, timers)) && (paymentTimer == null || isSet(paymentTimer, timers))
                : cancelled && (paymentPending || refundPending);
    }

    private static boolean isSet(@Nullable String timer, PendingTimers timers) {
        return timer != null && timers.contains(timer);
    }

    private void begin(@Nullable Obstacle obstacle, Instant at, Fulfilment work, DeadlineManager deadlines) {
        if (obstacle != null) {
            work.tell(new RejectOrder(order(), obstacle.reason(), obstacle.products(), List.of()));
            return;
        }
        if (payable) {
            startPaymentTimer(at.plus(work.paymentTimeout()), deadlines);
        }
        push(RESERVE, work, deadlines);
    }

    private void resume(FulfilmentResumed event, Fulfilment work, DeadlineManager deadlines) {
        if (event.paid()) {
            push(COMMIT, work, deadlines);
        } else if (event.paymentDeadline() != null) {
            paymentPending = true;
            startPaymentTimer(event.paymentDeadline(), deadlines);
        }
    }

    private void undo(boolean refundable, Fulfilment work, DeadlineManager deadlines) {
        cancelled = true;
        released = false;
        refundPending |= refundable;
        push(RELEASE, work, deadlines);
        if (refundable) {
            work.tell(new RequestRefund(order()));
        }
    }

    private void push(FulfilmentStep next, Fulfilment work, DeadlineManager deadlines) {
        stopStepTimer(deadlines);
        failures = next == step ? failures : 0;
        step = next;
        var answer = switch (next) {
            case RESERVE -> work.stock().reserve(order(), attempt, lines);
            case COMMIT -> work.stock().commit(order(), attempt);
            case RELEASE -> work.stock().release(order(), attempt);
            case REFUND -> throw new IllegalArgumentException("Payments gives the money back");
        };
        if (answer instanceof StockAnswer.Unclear failure) {
            tryLater(failure, next, work, deadlines);
            return;
        }
        var recovered = failures > 0;
        failures = 0;
        if (next == RELEASE) {
            step = null;
            released = true;
            if (recovered) {
                work.tell(new NoteRecovery(order(), RELEASE));
            }
            endIfSettled(work);
        } else {
            goOn(answer, work, deadlines);
        }
    }

    private void goOn(StockAnswer answer, Fulfilment work, DeadlineManager deadlines) {
        step = null;
        switch (answer) {
            case StockAnswer.Held held -> held(work, deadlines);
            case StockAnswer.Committed committed -> work.tell(new ConfirmOrder(order()));
            case StockAnswer.Refused refused -> refused(refused.shortages(), work);
            case StockAnswer.Gone gone -> holdOnceMore(work, deadlines);
            case StockAnswer.Unclear unclear -> throw new IllegalArgumentException(unclear.reason());
        }
    }

    private void held(Fulfilment work, DeadlineManager deadlines) {
        if (payable && paidAt == null) {
            work.tell(new RequestPayment(order(), Objects.requireNonNull(paymentDue)));
        } else {
            next(COMMIT, work.now(), deadlines);
        }
    }

    private void refused(List<Shortage> shortages, Fulfilment work) {
        if (paidAt == null) {
            var products =
                    shortages.stream().map(Shortage::productId).distinct().toList();
            work.tell(new RejectOrder(order(), RejectionReason.OUT_OF_STOCK, products, shortages));
        } else {
            cancel(CancellationReason.STOCK_LOST, work);
        }
    }

    private void holdOnceMore(Fulfilment work, DeadlineManager deadlines) {
        var again = attempt + 1;
        if (attempt > 1) {
            cancel(CancellationReason.STOCK_LOST, work);
        } else if (work.tell(new NoteDelay(order(), RESERVE, again, 0, work.now(), "The hold lapsed", false))) {
            attempt = again;
            next(RESERVE, work.now(), deadlines);
        }
    }

    private void tryLater(
            StockAnswer.Unclear failure, FulfilmentStep same, Fulfilment work, DeadlineManager deadlines) {
        failures++;
        var now = work.now();
        if (!cancelled && paidAt != null && paidAt.plus(work.paidPatience()).isBefore(now)) {
            cancel(CancellationReason.STOCK_LOST, work);
            return;
        }
        var at = now.plus(work.pauses().after(failures));
        if (failures <= work.stuckAfter()) {
            var stuck = failure.isFault() || failures == work.stuckAfter();
            work.tell(new NoteDelay(order(), same, attempt, failures, at, failure.reason(), stuck));
        }
        next(same, at, deadlines);
    }

    private void next(FulfilmentStep next, Instant at, DeadlineManager deadlines) {
        step = next;
        turn++;
        stepTimer = deadlines.schedule(at, STEP, new StepDeadline(order(), next, turn));
    }

    private void cancel(CancellationReason reason, Fulfilment work) {
        if (!cancelled) {
            work.tell(new CancelOrder(order(), reason, SYSTEM));
        }
    }

    private void askUnlessInformed(String resumeId, Fulfilment work) {
        if (!informed && !work.tell(new ResumeFulfilment(order(), resumeId))) {
            SagaLifecycle.end();
        }
    }

    private void endIfSettled(Fulfilment work) {
        if (cancelled && released && !paymentPending && !refundPending) {
            SagaLifecycle.end();
            work.measure("cancelled", placedAt);
        }
    }

    private void startPaymentTimer(Instant at, DeadlineManager deadlines) {
        paymentDue = at;
        if (paymentTimer == null) {
            paymentTimer = deadlines.schedule(at, PAYMENT, new PaymentDeadline(order()));
        }
    }

    private void stopTimers(DeadlineManager deadlines) {
        stopPaymentTimer(deadlines);
        stopStepTimer(deadlines);
    }

    private void stopPaymentTimer(DeadlineManager deadlines) {
        if (paymentTimer != null) {
            deadlines.cancelSchedule(PAYMENT, paymentTimer);
            paymentTimer = null;
        }
    }

    private void stopStepTimer(DeadlineManager deadlines) {
        if (stepTimer != null) {
            deadlines.cancelSchedule(STEP, stepTimer);
            stepTimer = null;
            turn++;
        }
    }

    private OrderId order() {
        return Objects.requireNonNull(orderId);
    }
}
