package shop.orderly.orders.web;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.api.FindOrderById;
import shop.orderly.orders.api.ListOrders;
import shop.orderly.orders.api.ListPrices;
import shop.orderly.orders.api.ListTimeline;
import shop.orderly.orders.api.OrderView;
import shop.orderly.orders.api.PriceView;
import shop.orderly.orders.api.TimelineEntryView;
import shop.orderly.platform.processing.RowChanges;
import shop.orderly.platform.web.Caller;

/** The questions of this room, and how long to wait for their answers. */
@Component
class OrderReads {

    /** What an id may look like; anything else is known to nobody. */
    static final String ID = "\\p{Graph}{1,100}";

    private static final Set<OrderStatus> UNDECIDED = Set.of(OrderStatus.PLACED, OrderStatus.AWAITING_PAYMENT);

    private final QueryGateway queries;
    private final RowChanges rows;

    OrderReads(QueryGateway queries, RowChanges rows) {
        this.queries = queries;
        this.rows = rows;
    }

    /** Whose orders a caller may see; null for everybody's. */
    static @Nullable UserId visibleTo(Caller caller) {
        return caller.hasAny("ops", "admin") ? null : new UserId(caller.id());
    }

    static RefusedException notFound() {
        return Refusal.notFound("order_not_found", "There is no such order of yours.")
                .exception();
    }

    Optional<OrderView> find(OrderId order, @Nullable UserId owner) {
        return queries.query(new FindOrderById(order, owner), ResponseTypes.optionalInstanceOf(OrderView.class))
                .join();
    }

    List<OrderView> list(ListOrders query) {
        return queries.query(query, ResponseTypes.multipleInstancesOf(OrderView.class))
                .join();
    }

    List<TimelineEntryView> timeline(OrderId order, long after) {
        return queries.query(new ListTimeline(order, after), ResponseTypes.multipleInstancesOf(TimelineEntryView.class))
                .join();
    }

    /** An order whose stock and payment are decided on, if that happens in time. */
    Optional<OrderView> outcome(OrderId order, Duration limit) {
        return rows.await(limit, () -> find(order, null).filter(view -> !UNDECIDED.contains(view.status())));
    }

    /** The present prices; products that are not known are waited for, in case they are new. */
    Map<ProductId, PriceView> prices(List<ProductId> products, Duration limit) {
        var wanted = new HashSet<>(products);
        return rows.await(limit, () -> Optional.of(prices(wanted)).filter(known -> known.size() == wanted.size()))
                .orElseGet(() -> prices(wanted));
    }

    private Map<ProductId, PriceView> prices(Set<ProductId> products) {
        return queries
                .query(new ListPrices(products), ResponseTypes.multipleInstancesOf(PriceView.class))
                .join()
                .stream()
                .collect(Collectors.toMap(PriceView::productId, Function.identity()));
    }
}
