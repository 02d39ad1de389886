package shop.orderly.payments.adapter;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.payments.PaymentsProperties;
import shop.orderly.payments.adapter.ProviderAnswer.Captured;
import shop.orderly.payments.adapter.ProviderAnswer.Declined;
import shop.orderly.payments.adapter.ProviderAnswer.Pending;
import shop.orderly.payments.adapter.ProviderAnswer.Voided;
import shop.orderly.payments.adapter.SandboxCharge.State;

/**
 * A provider for trying things out: it moves no money, keeps books as a real one would, and misbehaves on demand of the
 * token ({@link SandboxToken}). Its books survive a restart and are written in transactions of its own, never in ours.
 */
@Component
class SandboxPaymentProvider implements PaymentProvider {

    private static final int REFUSED_CALLS = 3;
    private static final int LOST_ANSWERS = 2;

    private final SandboxLedger ledger;
    private final TransactionTemplate ownTransaction;
    private final Duration timeout;
    private final Duration lateAfter;
    private final Clock clock;

    SandboxPaymentProvider(
            SandboxLedger ledger, PlatformTransactionManager transactions, PaymentsProperties properties, Clock clock) {
        this.ledger = ledger;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.timeout = properties.providerTimeout();
        this.lateAfter = properties.sandbox().lateAfter();
        this.clock = clock;
    }

    @Override
    public ProviderAnswer capture(PaymentId key, Money amount, String paymentMethod) {
        var charge = inOwnTransaction(() -> advanced(ledger.asked(key, amount, paymentMethod)));
        if (charge.state() == State.PENDING && charge.token().behaviour() == SandboxToken.Behaviour.SLOW) {
            waitFor(requireNonNull(charge.settlesAt()));
            charge = inOwnTransaction(() -> advanced(ledger.known(key)));
        }
        if (charge.state() == State.NEW) {
            throw new ProviderUnavailableException("the sandbox refuses its first " + REFUSED_CALLS + " calls");
        }
        if (charge.state() == State.CAPTURED) {
            loseFirstAnswers(charge.token(), charge.calls());
        }
        return answer(charge);
    }

    /** Says no to a capture that is not decided yet, as a bank does for reasons of its own. */
    ProviderAnswer decline(PaymentId key, Money amount, String paymentMethod) {
        return answer(inOwnTransaction(() -> {
            var charge = ledger.asked(key, amount, paymentMethod);
            var open = charge.state() == State.NEW || charge.state() == State.PENDING;
            return open ? closed(charge, State.DECLINED, "card_declined") : charge;
        }));
    }

    @Override
    public ProviderAnswer voidCapture(PaymentId key) {
        return answer(inOwnTransaction(() -> {
            var charge = advanced(ledger.known(key));
            var open = charge.state() == State.NEW || charge.state() == State.PENDING;
            return open && charge.token().behaviour() != SandboxToken.Behaviour.LATE
                    ? closed(charge, State.VOIDED, null)
                    : charge;
        }));
    }

    @Override
    public String refund(String key, PaymentId capture, Money amount) {
        var token = inOwnTransaction(() -> ledger.known(capture)).token();
        if (token.behaviour() == SandboxToken.Behaviour.REFUND_REFUSED) {
            throw new ProviderRefusedException("refund_not_allowed");
        }
        int calls =
                inOwnTransaction(() -> refundedAfter(ledger.refundAsked(key, capture, amount), key, capture, amount));
        if (token.behaviour() == SandboxToken.Behaviour.UNAVAILABLE && calls <= REFUSED_CALLS) {
            throw new ProviderUnavailableException("the sandbox refuses its first " + REFUSED_CALLS + " calls");
        }
        loseFirstAnswers(token, calls);
        return "sandbox-" + key;
    }

    private int refundedAfter(int calls, String key, PaymentId capture, Money amount) {
        var charge = ledger.known(capture);
        var refuses = charge.token().behaviour() == SandboxToken.Behaviour.UNAVAILABLE && calls <= REFUSED_CALLS;
        if (!refuses) {
            var alreadyBack = ledger.refundedOf(capture);
            if (ledger.refundDone(key)) {
                if (charge.state() != State.CAPTURED
                        || alreadyBack + amount.minor()
                                > requireNonNull(charge.amount()).minor()) {
                    throw new ProviderRefusedException("exceeds_capture");
                }
                ledger.move("REFUND", key, amount);
            }
        }
        return calls;
    }

    /** Does what the token says for a charge that is open, and captures a pending one whose time has come. */
    private SandboxCharge advanced(SandboxCharge charge) {
        if (charge.settlesBy(clock.instant())) {
            return captured(charge);
        }
        if (charge.state() != State.NEW || charge.amount() == null) {
            return charge;
        }
        return switch (charge.token().behaviour()) {
            case OK, TIMEOUT, REFUND_REFUSED -> captured(charge);
            case UNAVAILABLE -> charge.calls() > REFUSED_CALLS ? captured(charge) : charge;
            case SLOW -> pending(charge, charge.token().delay());
            case LATE -> pending(charge, lateAfter);
            case DECLINED -> closed(charge, State.DECLINED, "card_declined");
            case UNKNOWN -> closed(charge, State.DECLINED, "unknown_payment_method");
        };
    }

    private SandboxCharge captured(SandboxCharge charge) {
        ledger.move("CAPTURE", charge.key().value(), requireNonNull(charge.amount()));
        return closed(charge, State.CAPTURED, null);
    }

    private SandboxCharge pending(SandboxCharge charge, Duration delay) {
        ledger.pend(charge.key(), clock.instant().plus(delay));
        return ledger.known(charge.key());
    }

    private SandboxCharge closed(SandboxCharge charge, State state, @Nullable String reason) {
        ledger.close(charge.key(), state, reason);
        return ledger.known(charge.key());
    }

    private static ProviderAnswer answer(SandboxCharge charge) {
        return switch (charge.state()) {
            case NEW, PENDING -> new Pending("processing");
            case CAPTURED -> new Captured(charge.reference());
            case DECLINED -> new Declined(requireNonNull(charge.reason()));
            case VOIDED -> new Voided();
        };
    }

    private static void loseFirstAnswers(SandboxToken token, int calls) {
        if (token.behaviour() == SandboxToken.Behaviour.TIMEOUT && calls <= LOST_ANSWERS) {
            throw new ProviderTimeoutException("the sandbox's answer got lost");
        }
    }

    private void waitFor(Instant settlesAt) {
        var wait = Duration.between(clock.instant(), settlesAt);
        var late = wait.compareTo(timeout) > 0;
        try {
            Thread.sleep(late ? timeout : wait.isNegative() ? Duration.ZERO : wait.plusMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderTimeoutException("interrupted while waiting for the sandbox");
        }
        if (late) {
            throw new ProviderTimeoutException("no answer within " + timeout.toMillis() + " ms");
        }
    }

    private <T> T inOwnTransaction(Supplier<T> work) {
        return requireNonNull(ownTransaction.execute(status -> work.get()));
    }
}
