package shop.orderly.payments.adapter;

/**
 * The provider says no, and will until somebody puts it right. Nothing has moved.
 */
public final class ProviderRefusedException extends RuntimeException {

    private final String code;

    /** @param code the provider's, lower snake case, without personal data */
    public ProviderRefusedException(String code) {
        super("The provider refuses: " + code);
        this.code = code;
    }

    String code() {
        return code;
    }
}
