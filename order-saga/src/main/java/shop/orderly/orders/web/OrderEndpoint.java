package shop.orderly.orders.web;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.IncompatibleAggregateException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.orders.CancellationReason;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.payments.PaymentId;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.contracts.users.UserId;
import shop.orderly.orders.OrdersProperties;
import shop.orderly.orders.api.CancelOrder;
import shop.orderly.orders.api.OrderView;
import shop.orderly.orders.api.PlaceOrder;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.MinVersion;
import shop.orderly.platform.web.NewIds;

/** Placing and cancelling orders. */
@RestController
@RequestMapping("/api/v1/orders")
class OrderEndpoint {

    private final CommandGateway commands;
    private final OrderReads orders;
    private final MinVersion versions;
    private final NewIds ids;
    private final Clock clock;
    private final MeterRegistry meters;
    private final OrdersProperties settings;

    OrderEndpoint(
            CommandGateway commands,
            OrderReads orders,
            MinVersion versions,
            NewIds ids,
            Clock clock,
            MeterRegistry meters,
            OrdersProperties settings) {
        this.commands = commands;
        this.orders = orders;
        this.versions = versions;
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
        this.settings = settings;
    }

    @PostMapping
    ResponseEntity<OrderResponse> place(
            @RequestBody @Valid PlaceOrderRequest request,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller) {
        try {
            var answer = accept(request, prefer, key != null, caller);
            count("accepted");
            return answer;
        } catch (RefusedException refused) {
            count(refused.refusal().code());
            throw refused;
        } catch (RuntimeException failure) {
            count("failed");
            throw failure;
        }
    }

    @PostMapping("/{id}/cancellation")
    ResponseEntity<OrderResponse> cancel(@PathVariable @Pattern(regexp = OrderReads.ID) String id, Caller caller) {
        var order = new OrderId(id);
        var version = send(
                caller.hasAny("ops", "admin") && !isOwn(order, caller)
                        ? new CancelOrder(order, CancellationReason.BY_OPERATOR, caller.actor())
                        : new CancelOrder(order, CancellationReason.BY_CUSTOMER, Actor.of("customer", caller.id())));
        var view = versions.atLeast(version, () -> orders.find(order, null), OrderView::version)
                .orElseThrow(OrderReads::notFound);
        return ResponseEntity.status(view.resting() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(location(order))
                .body(OrderResponse.of(view));
    }

    private ResponseEntity<OrderResponse> accept(
            PlaceOrderRequest request, @Nullable String prefer, boolean repeatable, Caller caller) {
        if (request.customerId() != null && !request.customerId().equals(caller.id())) {
            throw Refusal.forbidden("customer_mismatch", "Orders are placed for oneself; leave customer_id out.")
                    .exception();
        }
        var order = new OrderId(ids.next());
        var payment = new PaymentId(ids.next());
        var placed = repeatable ? placedBefore(order, caller) : Optional.<OrderResponse>empty();
        var response = placed.orElseGet(() -> place(order, payment, request, caller));
        return Preference.waiting(prefer)
                .flatMap(limit -> orders.outcome(order, limit))
                .map(OrderEndpoint::decided)
                .orElseGet(() ->
                        ResponseEntity.accepted().location(location(order)).body(response));
    }

    /** By an attempt of this request that ended without an answer: the order stands, whatever things cost now. */
    private Optional<OrderResponse> placedBefore(OrderId order, Caller caller) {
        return orders.find(order, new UserId(caller.id())).map(OrderResponse::of);
    }

    private OrderResponse place(OrderId order, PaymentId payment, PlaceOrderRequest request, Caller caller) {
        var products = request.items().stream()
                .map(item -> new ProductId(item.productId()))
                .toList();
        var priced = PricedLines.of(request.items(), orders.prices(products, settings.priceWait()));
        var command = new PlaceOrder(
                order,
                new UserId(caller.id()),
                priced.lines(),
                priced.currency(),
                request.paymentMethod(),
                payment,
                priced.obstacle());
        var version = send(command);
        return OrderResponse.accepted(command, priced.total().major(), version, clock.instant());
    }

    private static ResponseEntity<OrderResponse> decided(OrderView view) {
        return ResponseEntity.ok()
                .location(location(view.id()))
                .header("Preference-Applied", "wait")
                .body(OrderResponse.of(view));
    }

    /** The id of a product or of a payment, which have streams in this store too, is no order's. */
    private long send(Object command) {
        try {
            return Objects.requireNonNull(commands.<Long>sendAndWait(command));
        } catch (AggregateNotFoundException | IncompatibleAggregateException e) {
            throw OrderReads.notFound();
        }
    }

    private boolean isOwn(OrderId order, Caller caller) {
        return orders.find(order, new UserId(caller.id())).isPresent();
    }

    private static URI location(OrderId order) {
        return URI.create("/api/v1/orders/" + order);
    }

    private void count(String result) {
        meters.counter(OrderCounterNames.CREATED, "result", result).increment();
    }
}
