package shop.orderly.orders.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.IncompatibleAggregateException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.orders.api.CompensateOrder;
import shop.orderly.orders.api.ResolveFulfilment;
import shop.orderly.orders.api.RetryFulfilment;
import shop.orderly.orders.api.SagaState;
import shop.orderly.orders.api.SagaView;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.MinVersion;
import shop.orderly.platform.web.NewIds;

/** What operators do about orders that do not come to rest. Each act is an event of the order, under their name. */
@RestController
@RequestMapping("/ops/v1/sagas/{orderId}")
class SagaEndpoint {

    private final CommandGateway commands;
    private final SagaReads sagas;
    private final MinVersion versions;
    private final NewIds ids;
    private final Clock clock;

    SagaEndpoint(CommandGateway commands, SagaReads sagas, MinVersion versions, NewIds ids, Clock clock) {
        this.commands = commands;
        this.sagas = sagas;
        this.versions = versions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Tries now what failed. */
    @PostMapping("/retry")
    SagaResponse retry(@PathVariable @Pattern(regexp = OrderReads.ID) String orderId, Caller caller) {
        var order = new OrderId(orderId);
        return shown(order, new RetryFulfilment(order, ids.next(), caller.actor()));
    }

    /** Undoes the order: its stock is released and its money goes back. */
    @PostMapping("/compensate")
    SagaResponse compensate(@PathVariable @Pattern(regexp = OrderReads.ID) String orderId, Caller caller) {
        var order = new OrderId(orderId);
        return shown(order, new CompensateOrder(order, caller.actor()));
    }

    /** Says that the order was settled by hand. */
    @PostMapping("/resolve")
    SagaResponse resolve(
            @PathVariable @Pattern(regexp = OrderReads.ID) String orderId,
            @RequestBody @Valid ResolveRequest request,
            Caller caller) {
        var order = new OrderId(orderId);
        var now = sagas.find(order).orElseThrow(SagaReads::notFound);
        if (now.state() == SagaState.RUNNING || now.state() == SagaState.SETTLED) {
            throw Refusal.conflict("order_not_resolvable", "No step of the order fails, and nothing is being undone.")
                    .with("state", now.state().toString())
                    .exception();
        }
        var acceptOwed = Boolean.TRUE.equals(request.acceptOwed());
        return shown(order, new ResolveFulfilment(order, request.note(), acceptOwed, caller.actor()));
    }

    /** The id of a product or of a payment, which have streams in this store too, is no order's. */
    private SagaResponse shown(OrderId order, Object act) {
        long version;
        try {
            version = Objects.requireNonNull(commands.<Long>sendAndWait(act));
        } catch (AggregateNotFoundException | IncompatibleAggregateException e) {
            throw SagaReads.notFound();
        }
        var saga = versions.atLeast(version, () -> sagas.find(order), SagaView::version)
                .orElseThrow(SagaReads::notFound);
        return SagaResponse.of(saga, clock.instant());
    }
}
