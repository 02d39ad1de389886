package shop.orderly.inventory.domain;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.StockAdjusted;
import shop.orderly.contracts.inventory.StockCommitted;
import shop.orderly.contracts.inventory.StockEvent;
import shop.orderly.contracts.inventory.StockFreed;
import shop.orderly.contracts.inventory.StockHeld;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.StockOpened;
import shop.orderly.contracts.inventory.StockReceived;
import shop.orderly.contracts.inventory.StockReturned;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.users.UserId;
import shop.orderly.inventory.api.AdjustStock;
import shop.orderly.inventory.api.OpenStock;
import shop.orderly.inventory.api.ReceiveStock;
import shop.orderly.inventory.api.StockView;

/**
 * The books of one product's stock: units on hand, and how many of them are promised to orders. Always
 * {@code 0 <= reserved <= on hand}.
 *
 * <p>Receipts and counts come to it as commands. Holds come from {@link StockReservations}, which changes all items of an
 * order in one transaction and, by the state of the {@link StockReservation}, at most once each; so an item keeps no list
 * of reservations. Its stream is long, hence the snapshot (docs/adr/0005); raise the revision when a field changes.
 */
@Aggregate(snapshotTriggerDefinition = "stockItemSnapshots")
@Revision("1")
public class StockItem {

    private static final int MOST_ON_HAND = 1_000_000_000;

    @AggregateIdentifier
    private @Nullable StockItemId stockItemId;

    private @Nullable ProductId productId;
    private @Nullable UserId merchantId;
    private int onHand;
    private int reserved;
    private RecentChanges changes = new RecentChanges();

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    void handle(OpenStock command) {
        if (isOpen()) {
            return;
        }
        var product = command.productId();
        apply(new StockOpened(product, command.merchantId(), 0, 0));
        if (command.initialStock() > 0) {
            var units = command.initialStock();
            apply(new StockReceived(product, "initial-" + product, units, "initial stock", units, 0));
        }
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    StockView handle(ReceiveStock command) {
        requireChangeableBy(command.actor(), command.productId());
        if (!changes.contain(command.changeId())) {
            if (command.quantity() > MOST_ON_HAND - onHand) {
                throw Refusal.conflict("stock_limit_exceeded", "An item holds at most 1000000000 units.")
                        .with("on_hand", onHand)
                        .exception();
            }
            apply(new StockReceived(
                    command.productId(),
                    command.changeId(),
                    command.quantity(),
                    command.reference(),
                    onHand + command.quantity(),
                    reserved));
        }
        return view();
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    StockView handle(AdjustStock command) {
        requireChangeableBy(command.actor(), command.productId());
        if (!changes.contain(command.changeId())) {
            if (command.onHand() < reserved) {
                throw Refusal.conflict("stock_reserved", "More units are promised to orders than were counted.")
                        .with("reserved", reserved)
                        .exception();
            }
            // Also of a count that found the books right: repeated after the next sale it must not bring the units
            // back.
            apply(new StockAdjusted(
                    command.productId(),
                    command.changeId(),
                    command.onHand() - onHand,
                    command.reason(),
                    command.onHand(),
                    reserved));
        }
        return view();
    }

    /** Units that may be promised: 0 for a product whose account was never opened. */
    int available() {
        return onHand - reserved;
    }

    void hold(ReservationId by, int quantity) {
        apply(new StockHeld(product(), by, quantity, onHand, reserved + quantity));
    }

    void free(ReservationId by, int quantity) {
        apply(new StockFreed(product(), by, quantity, onHand, reserved - quantity));
    }

    void commit(ReservationId by, int quantity) {
        apply(new StockCommitted(product(), by, quantity, onHand - quantity, reserved - quantity));
    }

    void takeBack(ReservationId by, int quantity) {
        apply(new StockReturned(product(), by, quantity, onHand + quantity, reserved));
    }

    private boolean isOpen() {
        return stockItemId != null;
    }

    private void requireChangeableBy(Actor actor, ProductId wanted) {
        if (!isOpen()) {
            throw Refusal.notFound("product_not_found", "There is no product " + wanted + ".")
                    .exception();
        }
        if (!StockOwnership.allows(actor, merchantId)) {
            throw Refusal.forbidden("not_your_product", "Only its merchant may change this product's stock.")
                    .exception();
        }
    }

    private ProductId product() {
        return Objects.requireNonNull(productId);
    }

    private StockView view() {
        return new StockView(product(), Objects.requireNonNull(merchantId), onHand, reserved, getVersion());
    }

    @EventSourcingHandler
    void on(StockOpened event) {
        stockItemId = StockItemId.of(event.productId());
        productId = event.productId();
        merchantId = event.merchantId();
    }

    @EventSourcingHandler
    void on(StockReceived event) {
        changes.add(event.changeId());
        levels(event);
    }

    @EventSourcingHandler
    void on(StockAdjusted event) {
        changes.add(event.changeId());
        levels(event);
    }

    @EventSourcingHandler
    void on(StockHeld event) {
        levels(event);
    }

    @EventSourcingHandler
    void on(StockFreed event) {
        levels(event);
    }

    @EventSourcingHandler
    void on(StockCommitted event) {
        levels(event);
    }

    @EventSourcingHandler
    void on(StockReturned event) {
        levels(event);
    }

    private void levels(StockEvent event) {
        onHand = event.onHand();
        reserved = event.reserved();
    }

    /** For the framework, which fills it from its events or its snapshot. */
    StockItem() {}
}
