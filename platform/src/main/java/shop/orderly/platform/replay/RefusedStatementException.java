package shop.orderly.platform.replay;

import org.axonframework.common.AxonTransientException;

/** A statement that cannot be turned away from the live tables. No event is at fault, so that none is parked for it. */
final class RefusedStatementException extends AxonTransientException {

    RefusedStatementException(String message) {
        super(message);
    }
}
