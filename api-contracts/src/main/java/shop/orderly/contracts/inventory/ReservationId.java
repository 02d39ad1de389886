package shop.orderly.contracts.inventory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import shop.orderly.contracts.orders.OrderId;

/** The id of an order's stock reservation: {@code reservation-<order id>-<attempt>}; an expired hold may be tried again under the next attempt. */
public record ReservationId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ReservationId {
        if (value.isBlank() || value.length() > 130) {
            throw new IllegalArgumentException("Not an id: '" + value + "'");
        }
    }

    /** @param attempt from 1 upwards */
    public static ReservationId of(OrderId order, int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("Attempts count from 1, not " + attempt);
        }
        return new ReservationId("reservation-" + order + "-" + attempt);
    }

    @Override
    public String toString() {
        return value;
    }
}
