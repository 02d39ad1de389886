package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.orderly.launcher.TestShop.BETWEEN_HOLD_AND_DEADLINE_MILLIS;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import shop.orderly.launcher.client.ShopClient;

/** Races and time-outs: whatever comes first, stock and money add up afterwards. */
@Execution(ExecutionMode.CONCURRENT)
class RaceJourneyTest {
    @Test
    void aCancellationWhilePaymentIsInFlightGivesTheMoneyBack() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var id = mary.orders(desk, 2, "tok_slow_2000").expect(202).field("id");
        mary.sees(id, "AWAITING_PAYMENT");
        mary.cancels(id).expect(200, 202);
        mary.seesPayment(id, "VOIDED", "REFUNDED");
        mary.sees(id, "CANCELLED", "REFUNDED").expect("reason", "by_customer");
        mary.seesAvailable(desk, 5);
    }

    @Test
    void aConfirmedOrderCanBeCancelledAndGoodsAndMoneyComeBack() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var id = mary.orders(desk, 2, "tok_ok").expect(202).field("id");
        mary.sees(id, "CONFIRMED");
        mary.cancels(id).expect(200, 202);
        mary.sees(id, "REFUNDED");
        mary.seesPayment(id, "REFUNDED").expect("refunded", "20");
        mary.seesAvailable(desk, 5);
    }

    @Test
    void aRejectedOrderCannotBeCancelled() {
        var mary = TestShop.somebody();
        var id = mary.orders(mary.offers("Desk", "10", 1), 2, "tok_ok")
                .expect(202)
                .field("id");
        mary.sees(id, "REJECTED");
        assertThat(mary.cancels(id).expect(409).text()).contains("REJECTED");
    }

    @Test
    void anUnknownOutcomeIsAskedForAgainAndFound() {
        var mary = TestShop.somebody();
        var id = mary.orders(mary.offers("Desk", "10", 5), 1, "tok_timeout")
                .expect(202)
                .field("id");
        mary.sees(id, "CONFIRMED");
        assertThat(Stores.column(
                        "payment_db",
                        "SELECT count(*) FROM sandbox.movement WHERE key = ?",
                        mary.paymentOf(id).field("id")))
                .containsExactly("1");
    }

    @Test
    void aProviderThatIsDownForAWhileDelaysOnly() {
        var mary = TestShop.somebody();
        var id = mary.orders(mary.offers("Desk", "10", 5), 1, "tok_unavailable")
                .expect(202)
                .field("id");
        mary.sees(id, "CONFIRMED");
    }

    @Test
    void aPaymentAfterTheDeadlineIsGivenBack() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var id = mary.orders(desk, 1, "tok_late").expect(202).field("id");
        mary.sees(id, "CANCELLED", "REFUND_PENDING", "REFUNDED").expect("reason", "payment_timeout");
        mary.seesPayment(id, "VOIDED", "REFUNDED");
        mary.seesAvailable(desk, 5);
    }

    @Test
    void aHoldThatExpiresWhilePaymentIsInFlightIsTakenAgain() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var id = mary.orders(desk, 1, "tok_slow_" + BETWEEN_HOLD_AND_DEADLINE_MILLIS)
                .expect(202)
                .field("id");
        mary.sees(id, "CONFIRMED");
        assertThat(Stores.types("product_db", "reservation-" + id + "-1")).contains("reservation.expired");
        assertThat(Stores.types("product_db", "reservation-" + id + "-2"))
                .containsExactly("reservation.held", "reservation.committed");
        mary.seesAvailable(desk, 4);
    }

    @Test
    void aHoldThatExpiresAndIsGoneEndsInARefund() {
        var mary = TestShop.somebody();
        var john = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 1);
        var slow = mary.orders(desk, 1, "tok_slow_" + BETWEEN_HOLD_AND_DEADLINE_MILLIS)
                .expect(202)
                .field("id");
        mary.sees(slow, "AWAITING_PAYMENT");
        mary.seesAvailable(desk, 0);
        mary.seesAvailable(desk, 1);
        john.sees(john.orders(desk, 1, "tok_ok").expect(202).field("id"), "CONFIRMED");
        mary.sees(slow, "REFUNDED").expect("reason", "stock_lost");
        mary.seesPayment(slow, "REFUNDED").expect("refunded", "10");
        mary.seesAvailable(desk, 0);
    }

    @Test
    void ofAHundredBuyersOfOneUnitOneGetsIt() {
        var mary = TestShop.somebody();
        var buyer = new AtomicInteger();
        var vase = mary.offers("Vase", "10", 1);
        var ids = RepetitionJourneyTest.atOnce(100, () -> {
                    var key = "buyer-" + buyer.incrementAndGet();
                    return ShopClient.persistently(() -> mary.orders(vase, 1, "tok_ok", "Idempotency-Key", key))
                            .expect(202);
                })
                .stream()
                .map(answer -> answer.field("id"))
                .toList();
        var outcomes = ids.stream().map(mary::seesOutcome).toList();
        assertThat(outcomes)
                .filteredOn(order -> order.field("status").equals("CONFIRMED"))
                .hasSize(1);
        for (var order : outcomes) {
            switch (order.field("status")) {
                case "CONFIRMED" -> {}
                case "REJECTED" -> order.expect("reason", "out_of_stock");
                // On a busy machine a payment may outlast the short hold, and the next one gets the vase.
                default -> mary.sees(order.field("id"), "REFUNDED").expect("reason", "stock_lost");
            }
        }
        mary.seesAvailable(vase, 0);
    }

    @Test
    void ordersOfTheSameProductsInOppositeOrderDoNotBlockEachOther() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 100);
        var chair = mary.offers("Chair", "10", 100);
        var turn = new AtomicInteger();
        var ids = RepetitionJourneyTest.atOnce(20, () -> {
            var even = turn.getAndIncrement() % 2 == 0;
            return mary.client()
                    .post(mary.api() + "/orders", """
                    {"items":[{"product_id":"%s","quantity":1},{"product_id":"%s","quantity":1}],"payment_method":"tok_ok"}""".formatted(even ? desk : chair, even ? chair : desk))
                    .expect(202);
        });
        assertThat(ids)
                .allSatisfy(placed -> assertThat(
                                mary.seesOutcome(placed.field("id")).field("status"))
                        .isEqualTo("CONFIRMED"));
        mary.seesAvailable(desk, 80);
        mary.seesAvailable(chair, 80);
    }

    @Test
    void balancesOrdersCancelledWhileTheyAreConfirmed() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 100);
        var ids = IntStream.range(0, 10)
                .mapToObj(i -> mary.orders(desk, 1, "tok_ok").expect(202).field("id"))
                .toList();
        RepetitionJourneyTest.atOnce(1, () -> mary.cancels(ids.getFirst()));
        ids.forEach(id -> assertThat(mary.cancels(id).status()).isIn(200, 202, 409));
        ids.forEach(id -> {
            mary.sees(id, "CANCELLED", "REFUNDED");
            mary.seesPaymentAtRest(id);
        });
        mary.seesAvailable(desk, 100);
    }
}
