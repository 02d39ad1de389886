package shop.orderly.audit.invariants;

import shop.orderly.audit.stores.Event;

/**
 * Nothing → HELD, REJECTED, or RELEASED if the release came first; HELD → COMMITTED, RELEASED, EXPIRED; COMMITTED →
 * RETURNED.
 */
final class ReservationStates implements StateTable {
    private String state = "not there";

    @Override
    public String state() {
        return state;
    }

    @Override
    public boolean accept(Event event) {
        var next = switch (state + " " + event.type()) {
            case "not there reservation.held" -> "HELD";
            case "not there reservation.refused" -> "REJECTED";
            case "not there reservation.released", "HELD reservation.released" -> "RELEASED";
            case "HELD reservation.committed" -> "COMMITTED";
            case "HELD reservation.expired" -> "EXPIRED";
            case "COMMITTED reservation.returned" -> "RETURNED";
            default -> "";
        };
        if (next.isEmpty()) {
            return false;
        }
        state = next;
        return true;
    }
}
