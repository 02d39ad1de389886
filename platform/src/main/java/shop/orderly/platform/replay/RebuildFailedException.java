package shop.orderly.platform.replay;

/** A rebuild cannot come to a good end, however often it is tried; the message tells operators why. */
class RebuildFailedException extends RuntimeException {

    RebuildFailedException(String message) {
        super(message);
    }
}
