package shop.orderly.payments.domain;

import static java.util.Objects.requireNonNullElse;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static shop.orderly.contracts.payments.PaymentStatus.CAPTURED;
import static shop.orderly.contracts.payments.PaymentStatus.DECLINED;
import static shop.orderly.contracts.payments.PaymentStatus.REQUESTED;
import static shop.orderly.contracts.payments.PaymentStatus.UNKNOWN;
import static shop.orderly.contracts.payments.PaymentStatus.VOIDED;

import java.math.BigDecimal;
import java.util.Currency;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentCaptured;
import shop.orderly.contracts.payments.PaymentDeclined;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.payments.PaymentInitiated;
import shop.orderly.contracts.payments.PaymentOutcomeUnknown;
import shop.orderly.contracts.payments.PaymentRefunded;
import shop.orderly.contracts.payments.PaymentStatus;
import shop.orderly.contracts.payments.PaymentVoidRequested;
import shop.orderly.contracts.payments.PaymentVoided;
import shop.orderly.contracts.payments.RefundFailed;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.payments.RefundInitiated;
import shop.orderly.contracts.payments.RefundRetried;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Money;
import shop.orderly.payments.api.InitiatePayment;
import shop.orderly.payments.api.RecordCapture;
import shop.orderly.payments.api.RecordDecline;
import shop.orderly.payments.api.RecordRefund;
import shop.orderly.payments.api.RecordRefundFailure;
import shop.orderly.payments.api.RecordUnknown;
import shop.orderly.payments.api.RecordVoid;
import shop.orderly.payments.api.RefundOrder;
import shop.orderly.payments.api.RefundReceipt;
import shop.orderly.payments.api.RequestRefund;
import shop.orderly.payments.api.VoidPayment;

/**
 * The money of one order. It is opened once, the provider answers once, and refunds together never exceed the capture:
 * {@code REQUESTED → CAPTURED → REFUND_PENDING → REFUNDED}, with {@code UNKNOWN} while the provider owes a clear answer,
 * {@code DECLINED} when it said no and {@code VOIDED} when the order gave up first.
 *
 * <p>What the provider did is recorded as it happened: a capture that comes after a void is a capture, and the order
 * then asks for the money back.
 */
@Aggregate
class Payment {

    @AggregateIdentifier
    private PaymentId paymentId;

    private OrderId orderId;
    private PaymentStatus answer;
    private boolean voidRequested;
    private @Nullable Money amount;
    private Refunds refunds = Refunds.NONE;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(InitiatePayment command) {
        if (paymentId == null) {
            if (command.amount().minor() <= 0) {
                throw PaymentRefusals.amountInvalid(command.amount());
            }
            apply(new PaymentInitiated(
                    command.paymentId(),
                    command.orderId(),
                    command.customerId(),
                    command.amount().major(),
                    command.amount().currency(),
                    command.paymentMethod()));
        } else if (amount != null && !amount.equals(command.amount())) {
            throw PaymentRefusals.differs(amount);
        }
    }

    @CommandHandler
    void handle(RecordCapture command) {
        if (answer == DECLINED) {
            throw PaymentRefusals.outcomeKnown(answer);
        }
        if (answer != CAPTURED) {
            var captured = opened();
            apply(new PaymentCaptured(
                    paymentId, orderId, captured.major(), captured.currency(), command.providerReference()));
        }
    }

    @CommandHandler
    void handle(RecordDecline command) {
        if (answer == CAPTURED || answer == VOIDED) {
            throw PaymentRefusals.outcomeKnown(answer);
        }
        if (answer != DECLINED) {
            apply(new PaymentDeclined(paymentId, orderId, command.reason()));
        }
    }

    @CommandHandler
    void handle(RecordUnknown command) {
        if (answer == REQUESTED) {
            apply(new PaymentOutcomeUnknown(paymentId, orderId, command.reason()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(VoidPayment command) {
        if (paymentId == null) {
            apply(new PaymentVoided(command.paymentId(), command.orderId()));
        } else if (unanswered() && !voidRequested) {
            apply(new PaymentVoidRequested(paymentId, orderId));
        }
    }

    @CommandHandler
    void handle(RecordVoid command) {
        if (answer == CAPTURED || answer == DECLINED) {
            throw PaymentRefusals.outcomeKnown(answer);
        }
        if (answer != VOIDED) {
            if (!voidRequested) {
                throw PaymentRefusals.voidNotRequested();
            }
            apply(new PaymentVoided(paymentId, orderId));
        }
    }

    @CommandHandler
    RefundReceipt handle(RequestRefund command) {
        var left = left();
        var refundId = command.refundId();
        var earlier = refunds.amountOf(refundId);
        var wanted = command.amount() != null
                ? refundable(command.amount(), left.currency())
                : requireNonNullElse(earlier, left);
        if (earlier == null) {
            if (left.isZero() || wanted.compareTo(left) > 0) {
                throw PaymentRefusals.exceedsCapture(left);
            }
            initiate(refundId, wanted, command.actor());
        } else if (!earlier.equals(wanted)) {
            throw PaymentRefusals.refundDiffers(earlier);
        } else if (refunds.isFailing(refundId)) {
            retry(refundId, earlier);
        }
        return new RefundReceipt(
                refundId,
                wanted.major(),
                wanted.currency(),
                !refunds.isOpen(refundId),
                AggregateLifecycle.getVersion());
    }

    @CommandHandler
    void handle(RefundOrder command) {
        var left = left();
        if (refunds.amountOf(command.refundId()) == null) {
            initiate(
                    command.refundId(),
                    command.amount().compareTo(left) < 0 ? command.amount() : left,
                    command.actor());
            completeEmptyOnes();
        } else {
            refunds.failing().forEach(this::retry);
        }
    }

    @CommandHandler
    void handle(RecordRefundFailure command) {
        var refundId = command.refundId();
        if (refunds.amountOf(refundId) == null) {
            throw PaymentRefusals.refundNotFound(refundId);
        }
        if (refunds.isOpen(refundId) && !refunds.isFailing(refundId)) {
            apply(new RefundFailed(
                    paymentId, orderId, refundId, command.reason(), command.failures(), command.nextTry()));
        }
    }

    @CommandHandler
    void handle(RecordRefund command) {
        var refunded = refunds.amountOf(command.refundId());
        if (refunded == null) {
            throw PaymentRefusals.refundNotFound(command.refundId());
        }
        if (refunds.isOpen(command.refundId())) {
            complete(command.refundId(), refunded);
            completeEmptyOnes();
        }
    }

    private void initiate(RefundId refundId, Money wanted, Actor actor) {
        apply(new RefundInitiated(paymentId, orderId, refundId, wanted.major(), wanted.currency(), actor));
    }

    private void retry(RefundId refundId, Money amount) {
        apply(new RefundRetried(paymentId, orderId, refundId, amount.major(), amount.currency()));
    }

    private void complete(RefundId refundId, Money refunded) {
        var soFar = refunds.completed(refunded.currency()).plus(refunded);
        apply(new PaymentRefunded(paymentId, orderId, refundId, refunded.major(), soFar.major(), refunded.currency()));
    }

    /** A refund of nothing says that all money is back, so it is done only when every other refund is. */
    private void completeEmptyOnes() {
        refunds.openIfAllAreEmpty().forEach(refundId -> complete(refundId, Money.zero(opened().currency())));
    }

    private static Money refundable(BigDecimal major, Currency currency) {
        try {
            var amount = Money.ofMajor(major, currency);
            if (amount.minor() > 0) {
                return amount;
            }
        } catch (ArithmeticException e) {
            throw PaymentRefusals.refundAmountInvalid(currency);
        }
        throw PaymentRefusals.refundAmountInvalid(currency);
    }

    private boolean unanswered() {
        return answer == REQUESTED || answer == UNKNOWN;
    }

    private Money opened() {
        if (amount == null) {
            throw PaymentRefusals.notInitiated();
        }
        return amount;
    }

    private Money left() {
        if (answer != CAPTURED) {
            throw PaymentRefusals.notCaptured(answer);
        }
        return opened().minus(refunds.total(opened().currency()));
    }

    @EventSourcingHandler
    void on(PaymentInitiated event) {
        paymentId = event.paymentId();
        orderId = event.orderId();
        amount = Money.ofMajor(event.amount(), event.currency());
        answer = REQUESTED;
    }

    @EventSourcingHandler
    void on(PaymentCaptured event) {
        answer = CAPTURED;
    }

    @EventSourcingHandler
    void on(PaymentDeclined event) {
        answer = DECLINED;
    }

    @EventSourcingHandler
    void on(PaymentOutcomeUnknown event) {
        answer = UNKNOWN;
    }

    @EventSourcingHandler
    void on(PaymentVoidRequested event) {
        voidRequested = true;
    }

    @EventSourcingHandler
    void on(PaymentVoided event) {
        paymentId = event.paymentId();
        orderId = event.orderId();
        answer = VOIDED;
    }

    @EventSourcingHandler
    void on(RefundInitiated event) {
        refunds = refunds.opened(event.refundId(), Money.ofMajor(event.amount(), event.currency()));
    }

    @EventSourcingHandler
    void on(RefundFailed event) {
        refunds = refunds.failed(event.refundId());
    }

    @EventSourcingHandler
    void on(RefundRetried event) {
        refunds = refunds.retried(event.refundId());
    }

    @EventSourcingHandler
    void on(PaymentRefunded event) {
        refunds = refunds.done(event.refundId());
    }

    @SuppressWarnings("NullAway.Init") // Axon fills a payment from its events.
    Payment() {}
}
