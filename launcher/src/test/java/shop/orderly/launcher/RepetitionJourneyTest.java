package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import shop.orderly.launcher.client.Answer;
import shop.orderly.launcher.client.ShopClient;

/** Everything may come twice, late or out of order. */
@Execution(ExecutionMode.CONCURRENT)
class RepetitionJourneyTest {
    @Test
    void tenPostsWithOneKeyAreOneOrder() throws Exception {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 50);
        var answers = atOnce(10, () -> mary.orders(desk, 1, "tok_ok", "Idempotency-Key", "key-1"));
        // Those that came while the first was in flight are told to come again.
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(202, 409, 503));
        var again = mary.orders(desk, 1, "tok_ok", "Idempotency-Key", "key-1").expect(202);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 202)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.field("id")).isEqualTo(again.field("id")));
        mary.sees(again.field("id"), "CONFIRMED");
        mary.seesAvailable(desk, 49);
        assertThat(mary.client().get(mary.api() + "/orders").expect(200).json().path("items"))
                .hasSize(1);
    }

    @Test
    void oneKeyWithAnotherBodyIsRefused() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        mary.orders(desk, 1, "tok_ok", "Idempotency-Key", "key-1").expect(202);
        mary.orders(desk, 2, "tok_ok", "Idempotency-Key", "key-1").expect(409);
    }

    @Test
    void theSameKeyOfAnotherUserIsAnotherKey() {
        var mary = TestShop.somebody();
        var john = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var first = mary.orders(desk, 1, "tok_ok", "Idempotency-Key", "key-1").expect(202);
        var second = john.orders(desk, 1, "tok_ok", "Idempotency-Key", "key-1").expect(202);
        assertThat(second.field("id")).isNotEqualTo(first.field("id"));
    }

    @Test
    void aStockReceiptIsBookedOnce() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        for (var i = 0; i < 3; i++) {
            mary.client()
                    .post(
                            mary.api() + "/products/" + desk + "/stock/receipts",
                            "{\"quantity\":5,\"reference\":\"note 1\"}",
                            "Idempotency-Key",
                            "delivery-1")
                    .expect(200, 201);
        }
        mary.seesAvailable(desk, 10);
        assertThat(Stores.types("product_db", "stock-" + desk))
                .filteredOn("stock.received"::equals)
                .hasSize(2);
    }

    @Test
    void aRefundIsMadeOnceAndNeverMoreThanTheCapture() {
        var mary = TestShop.somebody();
        var root = TestShop.administrator();
        var desk = mary.offers("Desk", "100", 5);
        var order = mary.orders(desk, 1, "tok_ok").expect(202).field("id");
        mary.sees(order, "CONFIRMED");
        var refunds =
                root.api() + "/payments/" + mary.seesPayment(order, "CAPTURED").field("id") + "/refunds";

        mary.client()
                .post(refunds, "{\"refund_id\":\"r1-%s\",\"amount\":40}".formatted(order))
                .expect(403);
        var answers = atOnce(
                3, () -> root.client().post(refunds, "{\"refund_id\":\"r1-%s\",\"amount\":40}".formatted(order)));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 202));
        ShopClient.until(
                Shopper.PATIENCE,
                "the partial refund to be booked",
                () -> mary.paymentOf(order),
                payment -> payment.field("refunded").equals("40"));
        root.client()
                .post(refunds, "{\"refund_id\":\"r2-%s\",\"amount\":61}".formatted(order))
                .expect(409);
        assertThat(mary.paymentOf(order).field("refunded")).isEqualTo("40");
    }

    @Test
    void twoRegistrationsWithOneAddressAreOneUser() {
        var api = TestShop.door() + "/api/v1";
        var number = new AtomicInteger();
        var answers = atOnce(
                2, () -> ShopClient.anonymous().post(api + "/auth/register", """
                {"username":"twin%d","email":"twins@test.com","password":"secret123","first_name":"A","last_name":"B"}""".formatted(number.incrementAndGet())));
        assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(201, 409);
    }

    @Test
    void eventsOfOneOrderKeepTheirOrderInEveryStoreTheyReach() {
        var mary = TestShop.somebody();
        var id = mary.orders(mary.offers("Desk", "10", 5), 1, "tok_ok")
                .expect(202)
                .field("id");
        mary.sees(id, "CONFIRMED");
        ShopClient.until(
                Shopper.PATIENCE,
                "all of the order's facts to be in payments' store",
                () -> mary.order(id),
                order -> Stores.types("payment_db", id).contains("order.confirmed"));
        assertThat(Stores.types("payment_db", id))
                .containsSubsequence("order.placed", "order.payment_requested", "order.paid", "order.confirmed");
    }

    static List<Answer> atOnce(int times, Callable<Answer> work) {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, times).mapToObj(i -> work).toList();
            return workers.invokeAll(calls).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
