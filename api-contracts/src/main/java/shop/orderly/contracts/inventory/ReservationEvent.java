package shop.orderly.contracts.inventory;

import shop.orderly.contracts.orders.OrderId;

/**
 * A fact about the stock reserved for one order. Published by product-command on {@code inventory.events}, keyed by
 * {@link ReservationId}.
 */
public sealed interface ReservationEvent extends InventoryEvent
        permits ReservationHeld,
                ReservationRefused,
                ReservationCommitted,
                ReservationReleased,
                ReservationReturned,
                ReservationExpired {

    ReservationId reservationId();

    OrderId orderId();
}
