package shop.orderly.orders.event;

import shop.orderly.contracts.orders.OrderId;

/** A fact about how an order is pushed. It lies in the order's stream and is nobody else's business. */
public sealed interface FulfilmentEvent
        permits FulfilmentDelayed,
                FulfilmentRecovered,
                FulfilmentRetryRequested,
                FulfilmentResumed,
                FulfilmentResolved {

    OrderId orderId();
}
