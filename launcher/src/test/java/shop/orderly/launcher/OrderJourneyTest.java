package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.orderly.launcher.client.Answer;
import shop.orderly.launcher.client.ShopClient;
import tools.jackson.databind.JsonNode;

/** Orders, stock and money, each story from POST to rest. Read this first. */
@Execution(ExecutionMode.CONCURRENT)
class OrderJourneyTest {
    @Test
    void anOrderInStockAndPaidIsConfirmed() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "199.99", 5);
        var chair = mary.offers("Chair", "49.5", 5);

        var placed = mary.client()
                .post(mary.api() + "/orders", """
                {"items":[{"product_id":"%s","quantity":2},{"product_id":"%s","quantity":3}],"payment_method":"tok_ok"}""".formatted(desk, chair))
                .expect(202);
        assertThat(placed.location()).contains("/api/v1/orders/" + placed.field("id"));

        var order = mary.sees(placed.field("id"), "CONFIRMED").expect("total", "548.48");
        mary.seesPayment(order.field("id"), "CAPTURED")
                .expect("captured", "548.48")
                .expect("refunded", "0");
        mary.seesAvailable(desk, 3);
        mary.seesAvailable(chair, 2);
    }

    @Test
    void oneTraceGoesAllTheWay() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var id = mary.orders(desk, 1, "tok_ok", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .expect(202)
                .field("id");
        mary.sees(id, "CONFIRMED");
        assertThat(Stores.traces("order_db", id)).containsOnly(trace);
        assertThat(Stores.traces("payment_db", mary.seesPayment(id, "CAPTURED").field("id")))
                .containsOnly(trace);
        assertThat(Stores.traces("product_db", "reservation-" + id + "-1")).containsOnly(trace);
    }

    @Test
    void aDeclinedPaymentReleasesEveryHold() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var id = mary.orders(desk, 2, "tok_declined").expect(202).field("id");
        mary.sees(id, "CANCELLED").expect("reason", "payment_declined");
        mary.seesAvailable(desk, 5);
        assertThat(Stores.types("product_db", "reservation-" + id + "-1"))
                .containsExactly("reservation.held", "reservation.released");
    }

    @Test
    void oneLineShortHoldsNothingAndChargesNobody() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var chair = mary.offers("Chair", "10", 1);
        var id = mary.client()
                .post(mary.api() + "/orders", """
                {"items":[{"product_id":"%s","quantity":2},{"product_id":"%s","quantity":3}],"payment_method":"tok_ok"}""".formatted(desk, chair))
                .expect(202)
                .field("id");
        mary.sees(id, "REJECTED").expect("reason", "out_of_stock");
        mary.seesAvailable(desk, 5);
        assertThat(Stores.payloads("order_db", id, "order.rejected"))
                .singleElement()
                .asString()
                .contains(chair, "\"wanted\": 3", "\"available\": 1");
        assertThat(Stores.types("order_db", id)).doesNotContain("order.payment_requested");
    }

    @Test
    void anUnknownProductIsRejected() {
        var mary = TestShop.somebody();
        var id = mary.orders("0198c0de-0000-7000-8000-00000000dead", 1, "tok_ok")
                .expect(202)
                .field("id");
        mary.sees(id, "REJECTED").expect("reason", "unknown_product");
    }

    @Test
    void aDiscontinuedProductIsRejected() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        mary.client().send("DELETE", mary.api() + "/products/" + desk, null).expect(204);
        var id = ShopClient.until(
                        Shopper.PATIENCE,
                        "an order of a discontinued product to be rejected",
                        () -> mary.seesOutcome(
                                mary.orders(desk, 1, "tok_ok").expect(202).field("id")),
                        order -> order.field("status").equals("REJECTED"))
                .field("reason");
        assertThat(id).isEqualTo("product_discontinued");
    }

    @Test
    void theSameProductOnTwoLinesIsOneHold() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var id = mary.client()
                .post(mary.api() + "/orders", """
                {"items":[{"product_id":"%1$s","quantity":2},{"product_id":"%1$s","quantity":1}],"payment_method":"tok_ok"}""".formatted(desk))
                .expect(202)
                .field("id");
        mary.sees(id, "CONFIRMED").expect("total", "30");
        assertThat(Stores.payloads("product_db", "reservation-" + id + "-1", "reservation.held"))
                .singleElement()
                .asString()
                .contains("\"quantity\": 3");
        mary.seesAvailable(desk, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\":[{\"product_id\":\"p\",\"quantity\":0}],\"payment_method\":\"tok_ok\"}",
                "{\"items\":[{\"product_id\":\"p\",\"quantity\":-1}],\"payment_method\":\"tok_ok\"}",
                "{\"items\":[{\"product_id\":\"p\",\"quantity\":10001}],\"payment_method\":\"tok_ok\"}",
                "{\"items\":[],\"payment_method\":\"tok_ok\"}",
                "{\"items\":[{\"product_id\":\"p\",\"quantity\":1}]}",
                "{\"items\":[{\"product_id\":\"p\",\"quantity\":1}],\"payment_method\":\"tok_ok\",\"coupon\":\"X\"}"
            })
    void nonsenseIsRefusedFieldByField(String body) {
        var mary = TestShop.somebody();
        var answer = mary.client().post(mary.api() + "/orders", body).expect(400);
        answer.expect("type", "urn:orderly:problem:validation_failed");
        assertThat(answer.json().path("errors")).isNotEmpty();
        assertThat(mary.client().get(mary.api() + "/orders").expect(200).json().path("items"))
                .isEmpty();
    }

    @Test
    void aHundredAndOneLinesAreTooMany() {
        var mary = TestShop.somebody();
        var lines = Stream.generate(() -> "{\"product_id\":\"p\",\"quantity\":1}")
                .limit(101)
                .toList();
        mary.client()
                .post(
                        mary.api() + "/orders",
                        "{\"items\":[" + String.join(",", lines) + "],\"payment_method\":\"tok_ok\"}")
                .expect(400);
    }

    @Test
    void aPriceThatIsNotTheCurrentOneIsRefusedWithTheCurrentOne() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        mary.sees(mary.orders(desk, 1, "tok_ok").expect(202).field("id"), "CONFIRMED");
        var answer =
                mary.client().post(mary.api() + "/orders", """
                {"items":[{"product_id":"%s","quantity":1,"unit_price":9}],"payment_method":"tok_ok"}""".formatted(desk)).expect(409);
        answer.expect("type", "urn:orderly:problem:price_changed");
        assertThat(answer.text()).contains(desk).contains("10");
    }

    @Test
    void aTotalOfZeroIsConfirmedWithoutTheProvider() {
        var mary = TestShop.somebody();
        var leaflet = mary.offers("Leaflet", "0", 5);
        var id = mary.orders(leaflet, 2, "tok_declined").expect(202).field("id");
        mary.sees(id, "CONFIRMED").expect("total", "0");
        mary.seesAvailable(leaflet, 3);
        assertThat(mary.paymentOf(id).status()).isEqualTo(404);
    }

    @Test
    void stockIsNeverAdjustedBelowWhatIsReserved() {
        var mary = TestShop.somebody();
        var desk = mary.offers("Desk", "10", 5);
        var id = mary.orders(desk, 3, "tok_slow_3000").expect(202).field("id");
        mary.sees(id, "AWAITING_PAYMENT");
        mary.client()
                .post(mary.api() + "/products/" + desk + "/stock/adjustments", "{\"on_hand\":2,\"reason\":\"count\"}")
                .expect(409);
        mary.sees(id, "CONFIRMED");
    }

    @Test
    void strangersSeeNeitherOrderNorPayment() {
        var mary = TestShop.somebody();
        var eve = TestShop.somebody();
        var id = mary.orders(mary.offers("Desk", "10", 5), 1, "tok_ok")
                .expect(202)
                .field("id");
        mary.sees(id, "CONFIRMED");
        eve.order(id).expect(404);
        eve.cancels(id).expect(404);
        eve.client()
                .get(eve.api() + "/payments/" + mary.seesPayment(id, "CAPTURED").field("id"))
                .expect(404);
        assertThat(eve.paymentOf(id).status()).isEqualTo(404);
        assertThat(statuses(eve.client().get(eve.api() + "/orders").expect(200)))
                .isEmpty();
    }

    @Test
    void theTimelineTellsTheStory() {
        var mary = TestShop.somebody();
        var id = mary.orders(mary.offers("Desk", "10", 5), 1, "tok_ok")
                .expect(202)
                .field("id");
        mary.sees(id, "CONFIRMED");
        var timeline = ShopClient.until(
                Shopper.PATIENCE,
                "the timeline to end with the confirmation",
                () -> mary.client().get(mary.api() + "/orders/" + id + "/timeline"),
                answer -> answer.text().contains("order.confirmed"));
        assertThat(timeline.json().path("items")).allSatisfy(entry -> {
            assertThat(entry.path("at").asString()).isNotBlank();
            assertThat(entry.path("type").asString()).isNotBlank();
        });
    }

    private static List<String> statuses(Answer list) {
        return StreamSupport.<JsonNode>stream(list.json().path("items").spliterator(), false)
                .map(item -> item.path("status").asString())
                .toList();
    }
}
