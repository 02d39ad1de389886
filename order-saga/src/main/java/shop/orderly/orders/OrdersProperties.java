package shop.orderly.orders;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of orders.
 *
 * @param paymentTimeout how long after it was placed an order waits for its money before it is cancelled; default 15 min.
 *     Inventory's holds should last longer
 * @param inventoryDeadline how long one call of inventory may take; default 2 s
 * @param retryInitial wait before a failed call is repeated for the first time, doubled each time and shortened by up to
 *     half at random; default 200 ms
 * @param retryMax the longest wait between two tries; default 1 min
 * @param stuckAfter failures in a row after which an order is marked as stuck in its timeline; it is tried again
 *     nevertheless. Default 10
 * @param paidPatience how long a paid order waits for its stock to be committed before it is cancelled and its money goes
 *     back; default 6 h
 * @param sweepEvery how often unfinished orders that nothing will push any more are looked for, by one replica; default 30 s
 * @param sweepAfter how long nothing must have happened to such an order; default 1 min
 * @param priceWait how long a new order waits for products that the price list does not know yet; default 1 s, 0 = not
 * @param streamHeartbeat the longest silence on an order's event stream; default 15 s
 * @param streamLimit after which an event stream is closed and the client comes again; default 10 min
 * @param streamsPerUser how many event streams one user may have open on a replica; default 10; one more is answered 429
 */
@ConfigurationProperties("orderly.orders")
public record OrdersProperties(
        @DefaultValue("15m") Duration paymentTimeout,
        @DefaultValue("2s") Duration inventoryDeadline,
        @DefaultValue("200ms") Duration retryInitial,
        @DefaultValue("1m") Duration retryMax,
        @DefaultValue("10") int stuckAfter,
        @DefaultValue("6h") Duration paidPatience,
        @DefaultValue("30s") Duration sweepEvery,
        @DefaultValue("1m") Duration sweepAfter,
        @DefaultValue("1s") Duration priceWait,
        @DefaultValue("15s") Duration streamHeartbeat,
        @DefaultValue("10m") Duration streamLimit,
        @DefaultValue("10") int streamsPerUser) {}
