package shop.orderly.orders.api;

/** The timers that the scheduler has in store, due or not. */
public interface PendingTimers {

    /** @param id as the scheduler gave it when the timer was set */
    boolean contains(String id);
}
