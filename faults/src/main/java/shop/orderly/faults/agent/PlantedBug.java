package shop.orderly.faults.agent;

/** Bugs that a run has to find; each is a promise of the design that is broken. */
public enum PlantedBug {
    /** The outbox writes its token without waiting for Kafka's acknowledgements. */
    TOKEN_BEFORE_ACKNOWLEDGEMENT("shop.orderly.platform.link.Outbox", "await"),
    /** What fails in a handler is passed over. */
    ERRORS_SWALLOWED("org.axonframework.eventhandling.PropagatingErrorHandler", "onError"),
    /** An order that is cancelled after it was paid asks for no refund. */
    REFUND_SKIPPED("shop.orderly.orders.process.Fulfilment", "tell"),
    /** A release that comes again frees the units again. */
    RELEASE_NOT_IDEMPOTENT("shop.orderly.inventory.domain.StockReservation", "is");

    private final String type;
    private final String method;

    PlantedBug(String type, String method) {
        this.type = type;
        this.method = method;
    }

    String type() {
        return type;
    }

    String method() {
        return method;
    }
}
