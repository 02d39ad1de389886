package shop.orderly.audit.stores;

/** A store could not be read, or holds what cannot be understood: what is unknown is not in order. */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
