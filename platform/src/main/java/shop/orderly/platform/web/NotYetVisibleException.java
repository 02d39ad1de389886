package shop.orderly.platform.web;

/** A read model has not caught up with the version that the caller asked for. */
public final class NotYetVisibleException extends RuntimeException {

    NotYetVisibleException(long minVersion) {
        super("Version " + minVersion + " is not visible yet; ask again in a moment.", null, false, false);
    }
}
