package shop.orderly.payments.adapter;

/** The provider could not be asked, so it did nothing. */
public final class ProviderUnavailableException extends RuntimeException {

    public ProviderUnavailableException(String message) {
        super(message);
    }
}
