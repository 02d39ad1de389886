package shop.orderly.inventory.domain;

import static shop.orderly.inventory.api.ReservationStatus.COMMITTED;
import static shop.orderly.inventory.api.ReservationStatus.HELD;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.inventory.api.CommitReservation;
import shop.orderly.inventory.api.ExpireReservation;
import shop.orderly.inventory.api.ReleaseReservation;
import shop.orderly.inventory.api.ReservationAnswer;
import shop.orderly.inventory.api.ReserveStock;

/**
 * Moves the units of all of an order's lines together with the order's reservation, in the one transaction of the
 * command.
 *
 * <p>The reservation is loaded first and decides whether anything happens at all, so that whatever is repeated happens
 * once. Then the items are loaded, which locks them within this service, and written in the order of their ids, so that
 * two orders for the same products in opposite order cannot wait for each other, neither here nor in the database.
 * Another replica that was faster is noticed by the store: the command fails as a conflict and is tried again.
 */
public class StockReservations {

    private final Repository<StockReservation> reservations;
    private final Repository<StockItem> items;

    public StockReservations(Repository<StockReservation> reservations, Repository<StockItem> items) {
        this.reservations = reservations;
        this.items = items;
    }

    @CommandHandler
    ReservationAnswer handle(ReserveStock command) throws Exception {
        var id = command.reservationId();
        var reservation = load(id);
        var earlier = reservation.invoke(StockReservation::answer);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var picks = pick(merged(command.lines()));
        var shortages = picks.stream().flatMap(pick -> pick.shortage().stream()).toList();
        if (shortages.isEmpty()) {
            picks.forEach(pick -> pick.item().execute(item -> item.hold(id, pick.quantity())));
            var lines = picks.stream().map(Pick::line).toList();
            reservation.execute(r -> r.hold(id, command.orderId(), lines, command.expiresAt()));
        } else {
            reservation.execute(r -> r.refuse(id, command.orderId(), shortages));
        }
        return answer(reservation, id);
    }

    @CommandHandler
    ReservationAnswer handle(CommitReservation command) throws Exception {
        var id = command.reservationId();
        var reservation = load(id);
        if (reservation.invoke(r -> r.is(HELD))) {
            for (var pick : pickAgain(reservation)) {
                pick.item().execute(item -> item.commit(id, pick.quantity()));
            }
            reservation.execute(StockReservation::commit);
        }
        return answer(reservation, id);
    }

    @CommandHandler
    ReservationAnswer handle(ReleaseReservation command) throws Exception {
        var id = command.reservationId();
        var reservation = load(id);
        if (reservation.invoke(r -> r.is(HELD))) {
            free(reservation, id);
            reservation.execute(r -> r.release(id, command.orderId()));
        } else if (reservation.invoke(r -> r.is(COMMITTED))) {
            for (var pick : pickAgain(reservation)) {
                pick.item().execute(item -> item.takeBack(id, pick.quantity()));
            }
            reservation.execute(StockReservation::takeBack);
        } else if (reservation.invoke(StockReservation::answer).isEmpty()) {
            reservation.execute(r -> r.release(id, command.orderId()));
        }
        return answer(reservation, id);
    }

    @CommandHandler
    ReservationAnswer handle(ExpireReservation command) throws Exception {
        var id = command.reservationId();
        var reservation = load(id);
        if (reservation.invoke(r -> r.outlived(command.now()))) {
            free(reservation, id);
            reservation.execute(StockReservation::expire);
        }
        return answer(reservation, id);
    }

    private static ReservationAnswer answer(Aggregate<StockReservation> reservation, ReservationId id) {
        return reservation
                .invoke(StockReservation::answer)
                .orElseThrow(() -> Refusal.notFound("reservation_not_found", "There is no " + id + ".")
                        .exception());
    }

    private void free(Aggregate<StockReservation> reservation, ReservationId id) throws Exception {
        for (var pick : pickAgain(reservation)) {
            pick.item().execute(item -> item.free(id, pick.quantity()));
        }
    }

    /** One line per product, in the order of their ids. */
    private static List<ReservedLine> merged(List<ReservedLine> lines) {
        var units = new TreeMap<String, Integer>();
        lines.forEach(line -> units.merge(line.productId().value(), line.quantity(), Integer::sum));
        return units.entrySet().stream()
                .map(e -> new ReservedLine(new ProductId(e.getKey()), e.getValue()))
                .toList();
    }

    /** An unknown reservation is an empty one; nothing of it is stored unless it is used. */
    private Aggregate<StockReservation> load(ReservationId id) throws Exception {
        return reservations.loadOrCreate(id.value(), StockReservation::new);
    }

    private List<Pick> pickAgain(Aggregate<StockReservation> reservation) throws Exception {
        return pick(reservation.invoke(StockReservation::lines));
    }

    /** An unknown item is an empty one; nothing of it is stored, for nothing can be taken from it. */
    private List<Pick> pick(List<ReservedLine> lines) throws Exception {
        var picks = new ArrayList<Pick>();
        for (var line : lines) {
            var id = StockItemId.of(line.productId());
            picks.add(new Pick(line, items.loadOrCreate(id.value(), StockItem::new)));
        }
        return picks;
    }

    /** A line with the item it is taken from. */
    private record Pick(ReservedLine line, Aggregate<StockItem> item) {

        int quantity() {
            return line.quantity();
        }

        Optional<Shortage> shortage() {
            int available = item.invoke(StockItem::available);
            return available < quantity()
                    ? Optional.of(new Shortage(line.productId(), quantity(), available))
                    : Optional.empty();
        }
    }
}
