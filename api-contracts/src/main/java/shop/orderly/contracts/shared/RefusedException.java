package shop.orderly.contracts.shared;

/** Carries a {@link Refusal} from the aggregate to whoever sent the command; the transaction is rolled back. */
public final class RefusedException extends RuntimeException {

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        // A refusal is an answer, not a fault: no suppression, no stack trace.
        super(refusal.code() + ": " + refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
