package shop.orderly.payments.adapter;

/** The provider did not answer in time. Whether it did what was asked is unknown. */
public final class ProviderTimeoutException extends RuntimeException {

    public ProviderTimeoutException(String message) {
        super(message);
    }
}
