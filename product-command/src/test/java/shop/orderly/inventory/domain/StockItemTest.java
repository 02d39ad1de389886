package shop.orderly.inventory.domain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.orderly.platformtest.RefusalMatcher.refusal;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.inventory.ReservationId;
import shop.orderly.contracts.inventory.StockAdjusted;
import shop.orderly.contracts.inventory.StockCommitted;
import shop.orderly.contracts.inventory.StockHeld;
import shop.orderly.contracts.inventory.StockItemId;
import shop.orderly.contracts.inventory.StockOpened;
import shop.orderly.contracts.inventory.StockReceived;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.RefusedException;
import shop.orderly.contracts.users.UserId;
import shop.orderly.inventory.api.AdjustStock;
import shop.orderly.inventory.api.OpenStock;
import shop.orderly.inventory.api.ReceiveStock;
import shop.orderly.inventory.api.StockView;

class StockItemTest {

    private static final ProductId PRODUCT = new ProductId("p-1");
    private static final StockItemId ID = StockItemId.of(PRODUCT);
    private static final UserId MERCHANT = new UserId("m-1");
    private static final Actor OWNER = Actor.of("merchant", "m-1");
    private static final Actor STRANGER = Actor.of("merchant", "m-2");
    private static final StockOpened OPENED = new StockOpened(PRODUCT, MERCHANT, 0, 0);
    private static final StockReceived TEN = new StockReceived(PRODUCT, "c-1", 10, "note 1", 10, 0);
    private static final StockHeld FOUR_HELD = new StockHeld(PRODUCT, new ReservationId("r-1"), 4, 10, 4);
    private static final StockCommitted FOUR_GONE = new StockCommitted(PRODUCT, new ReservationId("r-1"), 4, 6, 0);

    private final FixtureConfiguration<StockItem> fixture = new AggregateTestFixture<>(StockItem.class);

    @Test
    void opensAnEmptyAccount() {
        fixture.givenNoPriorActivity().when(OpenStock.of(PRODUCT, MERCHANT, 0)).expectEvents(OPENED);
    }

    @Test
    void opensAnAccountWithItsInitialStockAsFirstReceipt() {
        fixture.givenNoPriorActivity()
                .when(OpenStock.of(PRODUCT, MERCHANT, 7))
                .expectEvents(OPENED, new StockReceived(PRODUCT, "initial-p-1", 7, "initial stock", 7, 0));
    }

    @Test
    void opensNothingTwice() {
        fixture.given(OPENED).when(OpenStock.of(PRODUCT, MERCHANT, 7)).expectNoEvents();
    }

    @Test
    void receivesUnits() {
        fixture.given(OPENED)
                .when(receive("c-1", 10, OWNER))
                .expectEvents(TEN)
                .expectResultMessagePayload(new StockView(PRODUCT, MERCHANT, 10, 0, 1));
    }

    @Test
    void receivesNothingTwice() {
        fixture.given(OPENED, TEN)
                .when(receive("c-1", 10, OWNER))
                .expectNoEvents()
                .expectResultMessagePayload(new StockView(PRODUCT, MERCHANT, 10, 0, 1));
    }

    @Test
    void refusesReceiptsByAnotherMerchant() {
        fixture.given(OPENED)
                .when(receive("c-1", 10, STRANGER))
                .expectNoEvents()
                .expectException(refusal("not_your_product"));
    }

    @Test
    void refusesReceiptsForAnUnknownProduct() {
        fixture.givenNoPriorActivity()
                .when(receive("c-1", 10, OWNER))
                .expectNoEvents()
                .expectException(refusal("product_not_found"));
    }

    @Test
    void refusesReceiptsBeyondTheLimit() {
        fixture.given(OPENED, new StockAdjusted(PRODUCT, "c-0", 999_999_999, "a lot", 999_999_999, 0))
                .when(receive("c-1", 2, OWNER))
                .expectNoEvents()
                .expectException(refusal("stock_limit_exceeded").with("on_hand", 999_999_999));
    }

    @Test
    void refusesNonsenseReceipts() {
        assertThatThrownBy(() -> receive("c-1", 0, OWNER)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> receive("c-1", 1_000_001, OWNER)).isInstanceOf(RefusedException.class);
    }

    @Test
    void adjustsTheBooksUp() {
        fixture.given(OPENED, TEN)
                .when(adjust("c-2", 12, OWNER))
                .expectEvents(new StockAdjusted(PRODUCT, "c-2", 2, "counted", 12, 0))
                .expectResultMessagePayload(new StockView(PRODUCT, MERCHANT, 12, 0, 2));
    }

    @Test
    void adjustsTheBooksDownToWhatIsReserved() {
        fixture.given(OPENED, TEN, FOUR_HELD)
                .when(adjust("c-2", 4, Actor.of("ops", "o-1")))
                .expectEvents(new StockAdjusted(PRODUCT, "c-2", -6, "counted", 4, 4));
    }

    @Test
    void refusesAnAdjustmentBelowWhatIsReserved() {
        fixture.given(OPENED, TEN, FOUR_HELD)
                .when(adjust("c-2", 3, OWNER))
                .expectNoEvents()
                .expectException(refusal("stock_reserved").with("reserved", 4));
    }

    @Test
    void adjustsNothingTwice() {
        fixture.given(OPENED, TEN, new StockAdjusted(PRODUCT, "c-2", -6, "counted", 4, 0), moreTen())
                .when(adjust("c-2", 4, OWNER))
                .expectNoEvents()
                .expectResultMessagePayload(new StockView(PRODUCT, MERCHANT, 14, 0, 3));
    }

    @Test
    void remembersACountThatFoundTheBooksRight() {
        var right = new StockAdjusted(PRODUCT, "c-2", 0, "counted", 10, 0);
        fixture.given(OPENED, TEN).when(adjust("c-2", 10, OWNER)).expectEvents(right);
        fixture.given(OPENED, TEN, right, FOUR_HELD, FOUR_GONE)
                .when(adjust("c-2", 10, OWNER))
                .expectNoEvents()
                .expectResultMessagePayload(new StockView(PRODUCT, MERCHANT, 6, 0, 4));
    }

    @Test
    void refusesAdjustmentsByAnotherMerchant() {
        fixture.given(OPENED, TEN).when(adjust("c-2", 1, STRANGER)).expectException(refusal("not_your_product"));
    }

    @Test
    void refusesAdjustmentsOfAnUnknownProduct() {
        fixture.givenNoPriorActivity().when(adjust("c-2", 1, OWNER)).expectException(refusal("product_not_found"));
    }

    @Test
    void refusesNonsenseCounts() {
        assertThatThrownBy(() -> adjust("c-1", -1, OWNER)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> adjust("c-1", 1_000_000_001, OWNER)).isInstanceOf(RefusedException.class);
    }

    private static StockReceived moreTen() {
        return new StockReceived(PRODUCT, "c-3", 10, "note 3", 14, 0);
    }

    private static ReceiveStock receive(String changeId, int quantity, Actor actor) {
        return new ReceiveStock(ID, PRODUCT, changeId, quantity, "note 1", actor);
    }

    private static AdjustStock adjust(String changeId, int onHand, Actor actor) {
        return new AdjustStock(ID, PRODUCT, changeId, onHand, "counted", actor);
    }
}
