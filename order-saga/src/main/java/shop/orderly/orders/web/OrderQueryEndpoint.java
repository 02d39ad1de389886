package shop.orderly.orders.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.orders.OrderStatus;
import shop.orderly.orders.api.ListOrders;
import shop.orderly.orders.api.OrderView;
import shop.orderly.platform.processing.ViewLag;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.Cursor;
import shop.orderly.platform.web.ItemsPage;
import shop.orderly.platform.web.MinVersion;

/** Reading orders: one's own, or everybody's for ops and admin. */
@RestController
@RequestMapping("/api/v1/orders")
class OrderQueryEndpoint {

    private final OrderReads orders;
    private final MinVersion versions;
    private final ViewLag views;

    OrderQueryEndpoint(OrderReads orders, MinVersion versions, ViewLag views) {
        this.orders = orders;
        this.versions = versions;
        this.views = views;
    }

    @GetMapping
    ResponseEntity<ItemsPage<OrderResponse>> orders(
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            Caller caller) {
        var lag = lag();
        var after = Cursor.decode(cursor, 1);
        var rows = orders.list(new ListOrders(
                OrderReads.visibleTo(caller), status, after == null ? null : after.read(0, OrderId::new), limit + 1));
        var page = ItemsPage.of(rows.stream().map(OrderResponse::of).toList(), limit, row -> Cursor.encode(row.id()));
        return ResponseEntity.ok().header(ViewLag.HEADER, lag).body(page);
    }

    @GetMapping("/{id}")
    ResponseEntity<OrderResponse> order(
            @PathVariable @Pattern(regexp = OrderReads.ID) String id,
            @RequestParam(name = "min_version", required = false) @Nullable Long minVersion,
            Caller caller) {
        var lag = lag();
        var owner = OrderReads.visibleTo(caller);
        var order = versions.atLeast(minVersion, () -> orders.find(new OrderId(id), owner), OrderView::version)
                .orElseThrow(OrderReads::notFound);
        return ResponseEntity.ok().header(ViewLag.HEADER, lag).body(OrderResponse.of(order));
    }

    @GetMapping("/{id}/timeline")
    ItemsPage<TimelineEntryResponse> timeline(@PathVariable @Pattern(regexp = OrderReads.ID) String id, Caller caller) {
        var order = orders.find(new OrderId(id), OrderReads.visibleTo(caller)).orElseThrow(OrderReads::notFound);
        return new ItemsPage<>(
                orders.timeline(order.id(), 0).stream()
                        .map(TimelineEntryResponse::of)
                        .toList(),
                null);
    }

    private String lag() {
        return Integer.toString(views.of("order-view"));
    }
}
