package shop.orderly.contracts.orders;

/** A fact about an order. Published by order-saga on {@code order.events}, keyed by the order's id. */
public sealed interface OrderEvent
        permits OrderPlaced,
                PaymentRequested,
                OrderPaid,
                OrderConfirmed,
                OrderRejected,
                OrderCancelled,
                RefundRequested,
                OrderRefunded {

    OrderId orderId();
}
