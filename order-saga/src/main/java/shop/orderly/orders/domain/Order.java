package shop.orderly.orders.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static shop.orderly.contracts.orders.OrderStatus.AWAITING_PAYMENT;
import static shop.orderly.contracts.orders.OrderStatus.CANCELLED;
import static shop.orderly.contracts.orders.OrderStatus.CONFIRMED;
import static shop.orderly.contracts.orders.OrderStatus.PLACED;
import static shop.orderly.contracts.orders.OrderStatus.REFUNDED;
import static shop.orderly.contracts.orders.OrderStatus.REFUND_PENDING;
import static shop.orderly.contracts.orders.OrderStatus.REJECTED;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.Obstacle;
import shop.orderly.contracts.orders.OrderCancelled;
import shop.orderly.contracts.orders.OrderConfirmed;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderPaid;
import shop.orderly.contracts.orders.OrderPlaced;
import shop.orderly.contracts.orders.OrderRefunded;
import shop.orderly.contracts.orders.OrderRejected;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.orders.PaymentRequested;
import shop.orderly.contracts.orders.RefundRequested;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.CompensateOrder;
import shop.orderly.orders.api.ConfirmOrder;
import shop.orderly.orders.api.FulfilmentStep;
import shop.orderly.orders.api.NoteDelay;
import shop.orderly.orders.api.NoteRecovery;
import shop.orderly.orders.api.PlaceOrder;
import shop.orderly.orders.api.RecordPayment;
import shop.orderly.orders.api.RecordRefund;
import shop.orderly.orders.api.RejectOrder;
import shop.orderly.orders.api.RequestPayment;
import shop.orderly.orders.api.RequestRefund;
import shop.orderly.orders.api.ResolveFulfilment;
import shop.orderly.orders.api.ResumeFulfilment;
import shop.orderly.orders.api.RetryFulfilment;
import shop.orderly.orders.event.FulfilmentDelayed;
import shop.orderly.orders.event.FulfilmentRecovered;
import shop.orderly.orders.event.FulfilmentResolved;
import shop.orderly.orders.event.FulfilmentResumed;
import shop.orderly.orders.event.FulfilmentRetryRequested;

/**
 * One customer's order, from the moment it was accepted to the state in which it rests.
 *
 * <p>It is {@code PLACED} with the prices of that moment and never asks for others. Once its stock is held it waits for
 * the money ({@code AWAITING_PAYMENT}); once the money is captured and the stock has left it is {@code CONFIRMED}. What
 * costs nothing is confirmed without waiting. What cannot be fulfilled from the start is {@code REJECTED}. Anybody's
 * second thoughts make it {@code CANCELLED}: the customer's or an operator's at any time before that, the provider's
 * or the clock's until it is paid, the warehouse's until it is confirmed. Money that was captured before or after the
 * cancellation goes back: {@code REFUND_PENDING}, then {@code REFUNDED}.
 *
 * <p>Whether money is wanted is decided here and nowhere else: payment and cancellation race for the next place in this
 * order's stream, and the one that comes second finds the other's fact. An order knows where it stands, including the
 * reservation that is being tried for it; its saga only pushes. Every command may come twice.
 *
 * <p>An order that an operator resolved stays as it is: whatever its saga still wants of it is refused, also what an answer
 * of inventory that was on its way leads to. Three facts may still happen to it, and each opens it again, so that it is
 * pushed and listed as before: {@code OrderPaid} and {@code RefundRequested}, because the money has come, and
 * {@code OrderCancelled} by the customer or an operator. While money is owed back an order cannot be resolved at all, and
 * if it is paid and not confirmed the operator has to say that its money is kept.
 */
@Aggregate
public class Order {

    @AggregateIdentifier
    private OrderId orderId;

    private @Nullable OrderStatus status;
    private UserId customerId;
    private List<ReservedLine> lines;
    private Money total;
    private String paymentMethod;
    private PaymentId paymentId;
    private @Nullable Obstacle obstacle;
    private @Nullable Instant paymentDeadline;
    private @Nullable Money captured;
    private @Nullable CancellationReason reason;
    private int attempt;
    private Push push = Push.START;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    long handle(PlaceOrder command) {
        if (status == null) {
            var ordered = OrderedLines.of(command.items(), command.currency());
            apply(new OrderPlaced(
                    command.orderId(),
                    command.customerId(),
                    ordered.lines(),
                    ordered.total().major(),
                    command.currency(),
                    command.paymentMethod(),
                    command.paymentId(),
                    command.obstacle()));
        } else if (!customerId.equals(command.customerId())) {
            throw refused("order_id_taken", "Another order has this id; send a new one.");
        }
        return AggregateLifecycle.getVersion();
    }

    @CommandHandler
    void handle(RejectOrder command) {
        switch (status()) {
            case PLACED -> {
                refuseIfResolved();
                apply(new OrderRejected(orderId, command.reason(), command.products(), command.shortages()));
            }
            case REJECTED -> {}
            default -> throw refused("order_not_rejectable", "Only an order that was just placed can be rejected.");
        }
    }

    @CommandHandler
    void handle(RequestPayment command) {
        if (paymentDeadline != null) {
            return;
        }
        refuseIfResolved();
        if (status() != PLACED || obstacle != null) {
            throw refused("order_not_payable", "The order ended before its payment was asked for.");
        }
        if (total.isZero()) {
            throw refused("nothing_to_pay", "The order costs nothing: confirm it without a payment.");
        }
        apply(new PaymentRequested(
                orderId, paymentId, customerId, total.major(), total.currency(), paymentMethod, command.deadline()));
    }

    @CommandHandler
    void handle(RecordPayment command) {
        if (!paymentId.equals(command.paymentId())) {
            throw refused("payment_unknown", "The payment belongs to another order.");
        }
        if (captured != null) {
            return;
        }
        switch (status()) {
            case AWAITING_PAYMENT -> apply(new OrderPaid(orderId, paymentId, command.amount(), command.currency()));
            case CANCELLED ->
                apply(new RefundRequested(orderId, paymentId, refundId(), command.amount(), command.currency()));
            default -> throw refused("payment_not_expected", "The order never asked for a payment.");
        }
    }

    @CommandHandler
    void handle(ConfirmOrder command) {
        switch (status()) {
            case CONFIRMED -> {}
            case PLACED, AWAITING_PAYMENT -> {
                refuseIfResolved();
                if (obstacle != null || (captured == null && !total.isZero())) {
                    throw refused("order_not_paid", "An order is confirmed after its money was captured.");
                }
                apply(new OrderConfirmed(orderId));
            }
            default -> throw refused("order_not_confirmable", "The order ended otherwise.");
        }
    }

    @CommandHandler
    long handle(CancelOrder command) {
        if (command.reason() == CancellationReason.BY_CUSTOMER && !isCustomer(command.actor())) {
            throw Refusal.notFound("order_not_found", "There is no such order of yours.")
                    .exception();
        }
        if (command.reason() != reason) {
            if (!cancellable(command.reason())) {
                throw refused("order_not_cancellable", "In its present state the order cannot be cancelled.");
            }
            apply(new OrderCancelled(orderId, paymentId, command.reason(), command.actor()));
        }
        return AggregateLifecycle.getVersion();
    }

    @CommandHandler
    void handle(RequestRefund command) {
        switch (status()) {
            case REFUND_PENDING, REFUNDED -> {}
            case CANCELLED -> {
                if (captured == null) {
                    throw refused("nothing_to_refund", "No money was captured for this order.");
                }
                apply(new RefundRequested(orderId, paymentId, refundId(), captured.major(), captured.currency()));
            }
            default -> throw refused("order_not_cancelled", "Cancel the order, its money goes back by itself.");
        }
    }

    @CommandHandler
    void handle(RecordRefund command) {
        if (!refundId().equals(command.refundId()) || (status() != REFUND_PENDING && status() != REFUNDED)) {
            throw refused("refund_unknown", "The order did not ask for this refund.");
        }
        if (status() == REFUND_PENDING) {
            apply(new OrderRefunded(orderId, command.refundId(), command.amount(), command.currency()));
        }
    }

    @CommandHandler
    void handle(NoteDelay command) {
        if (!needs(command.step()) || push.isResolved()) {
            throw refused("order_not_delayed", "The order no longer needs this step.");
        }
        var delay = new FulfilmentDelayed(
                orderId,
                command.step(),
                Math.max(attempt, command.attempt()),
                command.failures(),
                command.nextTry(),
                command.reason(),
                command.stuck());
        if (!push.knows(delay)) {
            apply(delay);
        }
    }

    @CommandHandler
    void handle(NoteRecovery command) {
        if (push.isFailing(command.step())) {
            apply(new FulfilmentRecovered(orderId, command.step()));
        }
    }

    @CommandHandler
    void handle(ResumeFulfilment command) {
        if (status() == REJECTED || status() == CONFIRMED || push.isResolved()) {
            throw refused("order_at_rest", "Nothing more is to be done for this order.");
        }
        if (!command.resumeId().equals(push.lastResume())) {
            apply(resumed(command.resumeId()));
        }
    }

    @CommandHandler
    long handle(RetryFulfilment command) {
        refuseIfResolved();
        var refund = push.isFailing(FulfilmentStep.REFUND) ? captured : null;
        if (push.isFailing()) {
            apply(new FulfilmentRetryRequested(orderId, command.actor()));
            apply(resumed(command.resumeId()));
            if (refund != null) {
                apply(new RefundRequested(orderId, paymentId, refundId(), refund.major(), refund.currency()));
            }
        } else if (isAtRest()) {
            throw refused(
                    "order_at_rest",
                    "Nothing more is to be done for this order. A refund by hand that fails is retried by asking payments"
                            + " for it again, with the same refund_id.");
        }
        return AggregateLifecycle.getVersion();
    }

    @CommandHandler
    long handle(CompensateOrder command) {
        refuseIfResolved();
        switch (status()) {
            case PLACED, AWAITING_PAYMENT ->
                apply(new OrderCancelled(orderId, paymentId, CancellationReason.BY_OPERATOR, command.actor()));
            case CANCELLED, REFUND_PENDING -> {}
            case CONFIRMED, REJECTED, REFUNDED ->
                throw refused("order_at_rest", "The order's goods and money are settled.");
        }
        return AggregateLifecycle.getVersion();
    }

    @CommandHandler
    long handle(ResolveFulfilment command) {
        if (!command.note().equals(push.resolution())) {
            refuseIfResolved();
            if (captured != null && owesMoneyBack()) {
                throw refused(
                        "money_owed_back",
                        captured
                                + " must go back to the customer through the provider: repair what refuses it, then retry.");
            }
            if (!push.isFailing() && status() != CANCELLED) {
                throw refused("order_not_resolvable", "No step of the order fails, and nothing is being undone.");
            }
            var owed = status() == AWAITING_PAYMENT ? captured : null;
            if (owed != null && !command.acceptOwed()) {
                throw refused(
                        "money_owed",
                        owed
                                + " of the customer's were captured and the order is not confirmed: compensate it, or resolve it"
                                + " with accept_owed if the customer has the goods and the money is kept.");
            }
            apply(new FulfilmentResolved(orderId, command.note(), command.actor(), owed == null ? null : owed.major()));
        }
        return AggregateLifecycle.getVersion();
    }

    private FulfilmentResumed resumed(String resumeId) {
        return new FulfilmentResumed(
                orderId,
                resumeId,
                status(),
                lines,
                obstacle,
                !total.isZero(),
                captured != null,
                paymentDeadline,
                attempt);
    }

    private boolean needs(FulfilmentStep step) {
        return switch (step) {
            case RESERVE, COMMIT -> status() == PLACED || status() == AWAITING_PAYMENT;
            case RELEASE -> status() == CANCELLED || status() == REFUND_PENDING || status() == REFUNDED;
            case REFUND -> status() == REFUND_PENDING;
        };
    }

    private boolean isAtRest() {
        return status() == REJECTED || status() == CONFIRMED || status() == REFUNDED;
    }

    /** Payments asks the provider for it until it is given back; money from elsewhere would come on top. */
    private boolean owesMoneyBack() {
        return status() == REFUND_PENDING || (status() == CANCELLED && captured != null);
    }

    private void refuseIfResolved() {
        if (push.isResolved()) {
            throw refused("order_resolved", "An operator has settled the order by hand.");
        }
    }

    private boolean cancellable(CancellationReason why) {
        return switch (why) {
            case BY_CUSTOMER, BY_OPERATOR ->
                status() == PLACED || status() == AWAITING_PAYMENT || status() == CONFIRMED;
            case PAYMENT_DECLINED, PAYMENT_TIMEOUT ->
                (status() == PLACED || status() == AWAITING_PAYMENT) && captured == null && !push.isResolved();
            case STOCK_LOST -> (status() == PLACED || status() == AWAITING_PAYMENT) && !push.isResolved();
        };
    }

    private boolean isCustomer(Actor actor) {
        return actor.equals(Actor.of("customer", customerId));
    }

    /** An order is refunded at most once, so its refund's id follows from its own. */
    private RefundId refundId() {
        return new RefundId("refund-" + orderId);
    }

    private OrderStatus status() {
        return Objects.requireNonNull(status);
    }

    private RefusedException refused(String code, String sentence) {
        return Refusal.conflict(code, sentence).with("state", status().name()).exception();
    }

    @EventSourcingHandler
    void on(OrderPlaced event) {
        orderId = event.orderId();
        status = PLACED;
        customerId = event.customerId();
        lines = OrderedLines.held(event.items());
        total = event.totalMoney();
        paymentMethod = event.paymentMethod();
        paymentId = event.paymentId();
        obstacle = event.obstacle();
        attempt = 1;
    }

    @EventSourcingHandler
    void on(OrderRejected event) {
        status = REJECTED;
        push = push.moved();
    }

    @EventSourcingHandler
    void on(PaymentRequested event) {
        status = AWAITING_PAYMENT;
        paymentDeadline = event.deadline();
        push = push.moved();
    }

    @EventSourcingHandler
    void on(OrderPaid event) {
        captured = Money.ofMajor(event.amount(), event.currency());
        push = push.reopened();
    }

    @EventSourcingHandler
    void on(OrderConfirmed event) {
        status = CONFIRMED;
        push = push.moved();
    }

    @EventSourcingHandler
    void on(OrderCancelled event) {
        status = CANCELLED;
        reason = event.reason();
        push = push.moved().reopened();
    }

    @EventSourcingHandler
    void on(RefundRequested event) {
        status = REFUND_PENDING;
        captured = Money.ofMajor(event.amount(), event.currency());
        push = push.reopened();
    }

    @EventSourcingHandler
    void on(OrderRefunded event) {
        status = REFUNDED;
        push = push.works(FulfilmentStep.REFUND);
    }

    @EventSourcingHandler
    void on(FulfilmentDelayed event) {
        attempt = event.attempt();
        push = push.delayed(event);
    }

    @EventSourcingHandler
    void on(FulfilmentRecovered event) {
        push = push.works(event.step());
    }

    @EventSourcingHandler
    void on(FulfilmentRetryRequested event) {
        push = push.retried();
    }

    @EventSourcingHandler
    void on(FulfilmentResumed event) {
        push = push.resumed(event.resumeId());
    }

    @EventSourcingHandler
    void on(FulfilmentResolved event) {
        push = push.resolved(event.note());
    }

    @SuppressWarnings("NullAway.Init") // the events fill it
    Order() {}
}
