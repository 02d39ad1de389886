package shop.orderly.platform.link;

/** A Kafka record is not an event that anyone here could read; trying again would not change that. */
final class UnreadableRecordException extends Exception {

    UnreadableRecordException(String reason) {
        super(reason);
    }

    UnreadableRecordException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
