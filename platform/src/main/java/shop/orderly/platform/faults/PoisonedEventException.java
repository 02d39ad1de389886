package shop.orderly.platform.faults;

/** An event's handler failed because somebody wanted to see what happens then. */
final class PoisonedEventException extends RuntimeException {

    PoisonedEventException(String group) {
        super("The group " + group + " is poisoned: a fault was switched on");
    }
}
