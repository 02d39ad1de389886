package shop.orderly.inventory.domain;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.inventory.ReservationCommitted;
import shop.orderly.contracts.inventory.ReservationExpired;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservationRefused;
import shop.orderly.contracts.inventory.ReservationReleased;
import shop.orderly.contracts.inventory.ReservationReturned;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.inventory.api.ReservationAnswer;
import shop.orderly.inventory.api.ReservationStatus;

/**
 * What one order holds, or held, or could not hold, in one attempt.
 *
 * <table>
 * <caption>Its life</caption>
 * <tr><td>nothing</td><td>HELD, REJECTED; RELEASED if the release came first</td></tr>
 * <tr><td>HELD</td><td>COMMITTED, RELEASED, EXPIRED</td></tr>
 * <tr><td>COMMITTED</td><td>RETURNED</td></tr>
 * </table>
 *
 * <p>It decides alone what becomes of its units; {@link StockReservations} asks it first, and moves the units only when
 * it has moved.
 */
@Aggregate
public class StockReservation {

    @AggregateIdentifier
    private @Nullable ReservationId reservationId;

    private @Nullable OrderId orderId;
    private @Nullable ReservationStatus status;
    private @Nullable Instant expiresAt;
    private List<ReservedLine> lines = List.of();
    private List<Shortage> shortages = List.of();

    /** Where it stands; empty as long as nobody asked for it. */
    Optional<ReservationAnswer> answer() {
        return Optional.ofNullable(status).map(known -> new ReservationAnswer(known, shortages));
    }

    List<ReservedLine> lines() {
        return lines;
    }

    boolean is(ReservationStatus wanted) {
        return status == wanted;
    }

    boolean outlived(Instant now) {
        return is(ReservationStatus.HELD) && !now.isBefore(Objects.requireNonNull(expiresAt));
    }

    void hold(ReservationId id, OrderId order, List<ReservedLine> all, Instant until) {
        apply(new ReservationHeld(id, order, all, until));
    }

    void refuse(ReservationId id, OrderId order, List<Shortage> missing) {
        apply(new ReservationRefused(id, order, missing));
    }

    /** Of a reservation that nobody asked for yet this is the tombstone. */
    void release(ReservationId id, OrderId order) {
        apply(new ReservationReleased(id, order));
    }

    void commit() {
        apply(new ReservationCommitted(id(), order()));
    }

    void takeBack() {
        apply(new ReservationReturned(id(), order()));
    }

    void expire() {
        apply(new ReservationExpired(id(), order()));
    }

    private ReservationId id() {
        return Objects.requireNonNull(reservationId);
    }

    private OrderId order() {
        return Objects.requireNonNull(orderId);
    }

    @EventSourcingHandler
    void on(ReservationHeld event) {
        reservationId = event.reservationId();
        orderId = event.orderId();
        lines = event.lines();
        expiresAt = event.expiresAt();
        status = ReservationStatus.HELD;
    }

    @EventSourcingHandler
    void on(ReservationRefused event) {
        reservationId = event.reservationId();
        orderId = event.orderId();
        shortages = event.shortages();
        status = ReservationStatus.REJECTED;
    }

    @EventSourcingHandler
    void on(ReservationReleased event) {
        reservationId = event.reservationId();
        orderId = event.orderId();
        status = ReservationStatus.RELEASED;
    }

    @EventSourcingHandler
    void on(ReservationCommitted event) {
        status = ReservationStatus.COMMITTED;
    }

    @EventSourcingHandler
    void on(ReservationReturned event) {
        status = ReservationStatus.RETURNED;
    }

    @EventSourcingHandler
    void on(ReservationExpired event) {
        status = ReservationStatus.EXPIRED;
    }

    /** For the framework, which fills it from its events. */
    StockReservation() {}
}
