package shop.orderly.orders.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;

/** Orders that somebody must be looking after. */
public interface StalledOrders {

    /**
     * Orders that are not finished although nothing happened to them for a while, by id; eventually consistent, group
     * {@code order-view}.
     *
     * @param since when something last happened to them at the latest
     * @param after the last order of the page before; null for the first page
     * @param limit how many at most
     */
    List<OrderId> waitingSince(Instant since, @Nullable OrderId after, int limit);
}
