package shop.orderly.orders.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.orders.api.ListSagas;
import shop.orderly.orders.api.SagaState;
import shop.orderly.platform.processing.ViewLag;
import shop.orderly.platform.web.Cursor;
import shop.orderly.platform.web.ItemsPage;

/** How the fulfilment of orders goes; the list has those that are not settled, the oldest order first. */
@RestController
@RequestMapping("/ops/v1/sagas")
class SagaQueryEndpoint {

    private final SagaReads sagas;
    private final ViewLag views;
    private final Clock clock;

    SagaQueryEndpoint(SagaReads sagas, ViewLag views, Clock clock) {
        this.sagas = sagas;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<ItemsPage<SagaResponse>> sagas(
            @RequestParam(required = false)
                    @Nullable @Pattern(
                            regexp = "running|retrying|compensating|stuck",
                            message = "must be running, retrying, compensating or stuck")
                    String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        var lag = lag();
        var after = Cursor.decode(cursor, 1);
        var rows = sagas.list(new ListSagas(
                state == null ? null : SagaState.valueOf(state.toUpperCase(Locale.ROOT)),
                after == null ? null : after.read(0, OrderId::new),
                limit + 1));
        var now = clock.instant();
        var page = ItemsPage.of(
                rows.stream().map(row -> SagaResponse.of(row, now)).toList(),
                limit,
                row -> Cursor.encode(row.orderId()));
        return ResponseEntity.ok().header(ViewLag.HEADER, lag).body(page);
    }

    @GetMapping("/{orderId}")
    ResponseEntity<SagaResponse> saga(@PathVariable @Pattern(regexp = OrderReads.ID) String orderId) {
        var lag = lag();
        var saga = sagas.find(new OrderId(orderId)).orElseThrow(SagaReads::notFound);
        return ResponseEntity.ok().header(ViewLag.HEADER, lag).body(SagaResponse.of(saga, clock.instant()));
    }

    private String lag() {
        return Integer.toString(views.of("saga-view"));
    }
}
