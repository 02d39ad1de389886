package shop.orderly.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.orderly.inventory.api.ReservationStatus.COMMITTED;
import static shop.orderly.inventory.api.ReservationStatus.EXPIRED;
import static shop.orderly.inventory.api.ReservationStatus.HELD;
import static shop.orderly.inventory.api.ReservationStatus.REJECTED;
import static shop.orderly.inventory.api.ReservationStatus.RELEASED;
import static shop.orderly.inventory.api.ReservationStatus.RETURNED;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.ReservationCommitted;
import shop.orderly.contracts.inventory.ReservationExpired;
import shop.orderly.contracts.inventory.ReservationHeld;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.ReservationRefused;
import shop.orderly.contracts.inventory.ReservationReleased;
import shop.orderly.contracts.inventory.ReservationReturned;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.inventory.Shortage;
import shop.orderly.contracts.inventory.StockCommitted;
import shop.orderly.contracts.inventory.StockFreed;
import shop.orderly.contracts.inventory.StockHeld;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.StockReturned;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.contracts.users.UserId;
import shop.orderly.inventory.api.CommitReservation;
import shop.orderly.inventory.api.ExpireReservation;
import shop.orderly.inventory.api.OpenStock;
import shop.orderly.inventory.api.ReleaseReservation;
import shop.orderly.inventory.api.ReservationAnswer;
import shop.orderly.inventory.api.ReservationStatus;
import shop.orderly.inventory.api.ReserveStock;

class StockReservationsTest {

    private static final ProductId APPLES = new ProductId("apples");
    private static final ProductId PEARS = new ProductId("pears");
    private static final OrderId ORDER = new OrderId("o-1");
    private static final ReservationId ID = ReservationId.of(ORDER, 1);
    private static final Instant LIMIT = Instant.parse("2026-11-01T10:30:00Z");

    private final InventoryInMemory inventory = new InventoryInMemory();

    @BeforeEach
    void tenApplesAndTwoPears() {
        inventory.send(OpenStock.of(APPLES, new UserId("m-1"), 10));
        inventory.send(OpenStock.of(PEARS, new UserId("m-1"), 2));
    }

    @Test
    void holdsAllLines() {
        assertThat(reserve(line(PEARS, 2), line(APPLES, 3))).isEqualTo(answer(HELD));
        assertThat(newest(APPLES)).isEqualTo(new StockHeld(APPLES, ID, 3, 10, 3));
        assertThat(newest(PEARS)).isEqualTo(new StockHeld(PEARS, ID, 2, 2, 2));
        assertThat(inventory.facts(ID))
                .containsExactly(new ReservationHeld(ID, ORDER, List.of(line(APPLES, 3), line(PEARS, 2)), LIMIT));
    }

    @Test
    void holdsTheSameProductOnTwoLinesOnce() {
        reserve(line(APPLES, 3), line(APPLES, 4));
        assertThat(newest(APPLES)).isEqualTo(new StockHeld(APPLES, ID, 7, 10, 7));
        assertThat(inventory.facts(ID))
                .containsExactly(new ReservationHeld(ID, ORDER, List.of(line(APPLES, 7)), LIMIT));
    }

    @Test
    void holdsNothingIfOneLineIsShort() {
        var shortages = List.of(new Shortage(PEARS, 3, 2));
        assertThat(reserve(line(APPLES, 1), line(PEARS, 3))).isEqualTo(new ReservationAnswer(REJECTED, shortages));
        assertThat(inventory.facts(StockItemId.of(APPLES))).hasSize(2);
        assertThat(inventory.facts(ID)).containsExactly(new ReservationRefused(ID, ORDER, shortages));
    }

    @Test
    void countsLinesOfOneProductTogetherAgainstItsStock() {
        assertThat(reserve(line(PEARS, 2), line(PEARS, 1)).shortages()).containsExactly(new Shortage(PEARS, 3, 2));
    }

    @Test
    void hasNoneOfAnUnknownProduct() {
        var unknown = new ProductId("quinces");
        assertThat(reserve(line(unknown, 1)).shortages()).containsExactly(new Shortage(unknown, 1, 0));
        assertThat(inventory.facts(StockItemId.of(unknown))).isEmpty();
    }

    @Test
    void answersARepeatAsTheFirstTime() {
        reserve(line(APPLES, 3));
        assertThat(reserve(line(APPLES, 3))).isEqualTo(answer(HELD));
        assertThat(newest(APPLES)).isEqualTo(new StockHeld(APPLES, ID, 3, 10, 3));
        assertThat(inventory.facts(ID)).hasSize(1);
    }

    @Test
    void answersARepeatedRefusalWithItsShortagesAlthoughTheyAreOver() {
        reserve(line(PEARS, 3));
        inventory.send(OpenStock.of(PEARS, new UserId("m-1"), 2));
        assertThat(reserve(line(PEARS, 3)).shortages()).containsExactly(new Shortage(PEARS, 3, 2));
    }

    @Test
    void commitsWhatIsHeld() {
        reserve(line(APPLES, 3));
        assertThat(commit()).isEqualTo(answer(COMMITTED));
        assertThat(newest(APPLES)).isEqualTo(new StockCommitted(APPLES, ID, 3, 7, 0));
        assertThat(inventory.facts(ID)).last().isEqualTo(new ReservationCommitted(ID, ORDER));
    }

    @Test
    void commitsNothingTwice() {
        reserve(line(APPLES, 3));
        commit();
        assertThat(commit()).isEqualTo(answer(COMMITTED));
        assertThat(newest(APPLES)).isEqualTo(new StockCommitted(APPLES, ID, 3, 7, 0));
        assertThat(inventory.facts(ID)).hasSize(2);
    }

    @Test
    void refusesToCommitWhatNobodyReserved() {
        assertThatThrownBy(this::commit)
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("reservation_not_found");
    }

    @Test
    void tellsWhatBecameOfAHoldInsteadOfCommittingIt() {
        reserve(line(APPLES, 3));
        expire(LIMIT);
        assertThat(commit()).isEqualTo(answer(EXPIRED));
        assertThat(newest(APPLES)).isEqualTo(new StockFreed(APPLES, ID, 3, 10, 0));
    }

    @Test
    void releasesWhatIsHeld() {
        reserve(line(APPLES, 3), line(PEARS, 1));
        assertThat(release()).isEqualTo(answer(RELEASED));
        assertThat(newest(APPLES)).isEqualTo(new StockFreed(APPLES, ID, 3, 10, 0));
        assertThat(newest(PEARS)).isEqualTo(new StockFreed(PEARS, ID, 1, 2, 0));
        assertThat(inventory.facts(ID)).last().isEqualTo(new ReservationReleased(ID, ORDER));
    }

    @Test
    void releasesNothingTwice() {
        reserve(line(APPLES, 3));
        release();
        assertThat(release()).isEqualTo(answer(RELEASED));
        assertThat(newest(APPLES)).isEqualTo(new StockFreed(APPLES, ID, 3, 10, 0));
        assertThat(inventory.facts(ID)).hasSize(2);
    }

    @Test
    void refusesTheReserveThatComesAfterItsRelease() {
        assertThat(release()).isEqualTo(answer(RELEASED));
        assertThat(reserve(line(APPLES, 3))).isEqualTo(answer(RELEASED));
        assertThat(inventory.facts(ID)).containsExactly(new ReservationReleased(ID, ORDER));
        assertThat(inventory.facts(StockItemId.of(APPLES))).hasSize(2);
    }

    @Test
    void takesCommittedUnitsBackOnce() {
        reserve(line(APPLES, 3));
        commit();
        assertThat(release()).isEqualTo(answer(RETURNED));
        assertThat(release()).isEqualTo(answer(RETURNED));
        assertThat(newest(APPLES)).isEqualTo(new StockReturned(APPLES, ID, 3, 10, 0));
        assertThat(inventory.facts(ID)).last().isEqualTo(new ReservationReturned(ID, ORDER));
        assertThat(inventory.facts(ID)).hasSize(3);
    }

    @Test
    void releasesNothingOfARejectedReservation() {
        reserve(line(PEARS, 3));
        assertThat(release().status()).isEqualTo(REJECTED);
        assertThat(inventory.facts(ID)).hasSize(1);
    }

    @Test
    void expiresAHoldWhoseTimeHasCome() {
        reserve(line(APPLES, 3));
        assertThat(expire(LIMIT)).isEqualTo(answer(EXPIRED));
        assertThat(newest(APPLES)).isEqualTo(new StockFreed(APPLES, ID, 3, 10, 0));
        assertThat(inventory.facts(ID)).last().isEqualTo(new ReservationExpired(ID, ORDER));
    }

    @Test
    void keepsAHoldWhoseTimeHasNotCome() {
        reserve(line(APPLES, 3));
        assertThat(expire(LIMIT.minusMillis(1))).isEqualTo(answer(HELD));
        assertThat(inventory.facts(ID)).hasSize(1);
    }

    @Test
    void expiresNothingTwiceAndNothingThatWasCommitted() {
        reserve(line(APPLES, 3));
        commit();
        assertThat(expire(LIMIT)).isEqualTo(answer(COMMITTED));
        assertThat(inventory.facts(ID)).hasSize(2);
    }

    @Test
    void refusesToExpireWhatNobodyReserved() {
        assertThatThrownBy(() -> expire(LIMIT)).isInstanceOf(RefusedException.class);
    }

    @Test
    void leavesAnExpiredHoldToItsSecondAttempt() {
        reserve(line(APPLES, 10));
        expire(LIMIT);
        var second = ReservationId.of(ORDER, 2);
        var answer = inventory.send(new ReserveStock(second, ORDER, List.of(line(APPLES, 10)), LIMIT.plusSeconds(60)));
        assertThat(answer).isEqualTo(answer(HELD));
        assertThat(reserve(line(APPLES, 10))).isEqualTo(answer(EXPIRED));
    }

    @Test
    void refusesNonsense() {
        Stream.of(
                        List.<ReservedLine>of(),
                        List.of(line(APPLES, 0)),
                        List.of(line(APPLES, -1)),
                        List.of(line(APPLES, 10_001)),
                        Collections.nCopies(101, line(APPLES, 1)))
                .forEach(lines -> assertThatThrownBy(() -> new ReserveStock(ID, ORDER, lines, LIMIT))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageStartingWith("invalid_reservation"));
    }

    private ReservationAnswer reserve(ReservedLine... lines) {
        return (ReservationAnswer) inventory.send(new ReserveStock(ID, ORDER, List.of(lines), LIMIT));
    }

    private ReservationAnswer commit() {
        return (ReservationAnswer) inventory.send(new CommitReservation(ID));
    }

    private ReservationAnswer release() {
        return (ReservationAnswer) inventory.send(new ReleaseReservation(ID, ORDER));
    }

    private ReservationAnswer expire(Instant now) {
        return (ReservationAnswer) inventory.send(new ExpireReservation(ID, now));
    }

    private Object newest(ProductId product) {
        return inventory.facts(StockItemId.of(product)).getLast();
    }

    private static ReservationAnswer answer(ReservationStatus status) {
        return new ReservationAnswer(status, List.of());
    }

    private static ReservedLine line(ProductId product, int quantity) {
        return new ReservedLine(product, quantity);
    }
}
