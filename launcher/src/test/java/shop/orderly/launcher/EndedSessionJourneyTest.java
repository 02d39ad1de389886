package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.orderly.launcher.client.ShopClient;

/** An administrator disables somebody: every service that stores anything refuses the token which it just took. */
class EndedSessionJourneyTest {

    @Test
    void aDisabledUsersTokenIsRefusedEverywhereWithinSeconds() {
        var mallory = TestShop.somebody();
        var lamp = mallory.offers("Lamp", "10", 5);
        var me = mallory.client().get(mallory.api() + "/users/me").expect(200).field("id");
        var order = mallory.orders(lamp, 1, "tok_ok").expect(202).field("id");
        mallory.sees(order, "CONFIRMED");
        // One door for each service that checks tokens.
        var doors = List.of(
                mallory.api() + "/users/me",
                mallory.api() + "/orders/" + order,
                mallory.api() + "/payments?order_id=" + order,
                TestShop.ports().url("product-command") + "/api/v1/nothing",
                TestShop.ports().url("product-query") + "/api/v1/nothing",
                TestShop.ports().url("category-query") + "/api/v1/nothing");
        for (var door : doors) {
            assertThat(mallory.client().get(door).status()).as(door).isNotEqualTo(401);
        }

        var root = TestShop.administrator();
        root.client()
                .send("PUT", root.api() + "/users/" + me + "/status", "{\"status\":\"disabled\"}")
                .expect(200);

        mallory.client().get(mallory.api() + "/users/me").expect(401);
        for (var door : doors) {
            ShopClient.until(
                    Duration.ofSeconds(5),
                    "refused by " + door,
                    () -> mallory.client().get(door),
                    answer -> answer.status() == 401);
        }
        // Nobody else is concerned.
        root.client()
                .get(TestShop.ports().url("order-saga") + "/api/v1/nothing")
                .expect(403, 404);
    }
}
