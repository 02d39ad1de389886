package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import shop.orderly.launcher.client.ShopClient;

/**
 * Somebody with every role, so that whatever is refused is refused for what was sent.
 *
 * @param shopper the person, logged in with all roles
 */
record Almighty(Shopper shopper, String id, String token, String refreshToken) {
    static Almighty somebody() {
        var name = TestShop.somebody().name();
        var root = TestShop.administrator();
        var api = TestShop.door() + "/api/v1";
        var id = Shopper.knownAs(TestShop.door(), name, "secret123")
                .client()
                .get(api + "/users/me")
                .expect(200)
                .field("id");
        root.client()
                .send(
                        "PUT",
                        api + "/users/" + id + "/roles",
                        "{\"roles\":[\"customer\",\"merchant\",\"ops\",\"admin\"]}")
                .expect(200);
        var tokens = ShopClient.anonymous()
                .post(api + "/auth/login", "{\"username_or_email\":\"" + name + "\",\"password\":\"secret123\"}")
                .expect(200);
        return new Almighty(
                Shopper.knownAs(TestShop.door(), name, "secret123"),
                id,
                tokens.field("access_token"),
                tokens.field("refresh_token"));
    }

    /** Nothing in any store bears this name, and the person has bought nothing. */
    void hasNothingCalled(String mark) {
        assertThat(count("product_db", "domain_event_readable WHERE payload::text LIKE ?", mark))
                .isZero();
        assertThat(count("order_db", "domain_event_readable WHERE payload::text LIKE ?", mark))
                .isZero();
        assertThat(count("category_db", "domain_event_readable WHERE payload::text LIKE ?", mark))
                .isZero();
        assertThat(count("user_db", "users.user_account WHERE username LIKE ?", mark))
                .isZero();
        assertThat(count("order_db", "domain_event_readable WHERE type LIKE 'order.%' AND payload::text LIKE ?", id))
                .isZero();
    }

    private static int count(String database, String from, String mark) {
        return Integer.parseInt(Stores.column(database, "SELECT count(*) FROM " + from, "%" + mark + "%")
                .getFirst());
    }
}
