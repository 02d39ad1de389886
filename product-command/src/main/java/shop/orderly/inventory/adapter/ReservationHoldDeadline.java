package shop.orderly.inventory.adapter;

import shop.orderly.contracts.inventory.ReservationId;

/** What the durable task that ends a hold needs to know. */
record ReservationHoldDeadline(ReservationId reservationId) {}
