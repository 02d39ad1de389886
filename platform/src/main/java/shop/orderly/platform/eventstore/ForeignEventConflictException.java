package shop.orderly.platform.eventstore;

/** Two different foreign events claim one place in one aggregate's history. */
public final class ForeignEventConflictException extends RuntimeException {

    public ForeignEventConflictException(String message, Throwable cause) {
        super(message, cause);
    }
}
