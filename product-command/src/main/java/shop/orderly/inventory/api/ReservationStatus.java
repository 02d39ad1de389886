package shop.orderly.inventory.api;

/** Where a reservation stands; every state but {@link #HELD} and {@link #COMMITTED} is final. */
public enum ReservationStatus {
    /** Its units are promised to the order. */
    HELD,
    /** Something fell short, nothing is held. */
    REJECTED,
    /** Its units left the building. */
    COMMITTED,
    /** Its units may be sold again, or it was released before it was asked for. */
    RELEASED,
    /** Its units left the building and came back. */
    RETURNED,
    /** It outlived its limit; its units may be sold again. */
    EXPIRED
}
