package shop.orderly.launcher;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import shop.orderly.launcher.client.Answer;
import shop.orderly.launcher.client.ShopClient;

/** A person with an account, who sells and buys through one door: what stories on a running stack are told with. */
final class Shopper {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> OPEN = Set.of("PLACED", "AWAITING_PAYMENT", "REFUND_PENDING");

    private final String api;
    private final ShopClient client;
    private final String name;

    private Shopper(String api, ShopClient client, String name) {
        this.api = api;
        this.client = client;
        this.name = name;
    }

    /** Registers (or finds registered) and logs in. */
    static Shopper named(String base, String name) {
        var api = base + "/api/v1";
        var anonymous = ShopClient.anonymous();
        anonymous
                .post(
                        api + "/auth/register",
                        String.format(
                                Locale.ROOT,
                                "{\"username\":\"%1$s\",\"email\":\"%1$s@test.com\",\"password\":\"secret123\",\"first_name\":\"Jo\",\"last_name\":\"Doe\"}",
                                name))
                .expect(201, 409);
        return knownAs(base, name, "secret123");
    }

    /** Logs in. */
    static Shopper knownAs(String base, String name, String password) {
        var api = base + "/api/v1";
        var anonymous = ShopClient.anonymous();
        var token = anonymous
                .post(api + "/auth/login", "{\"username_or_email\":\"" + name + "\",\"password\":\"" + password + "\"}")
                .expect(200)
                .field("access_token");
        return new Shopper(api, anonymous.as(token), name);
    }

    String name() {
        return name;
    }

    ShopClient client() {
        return client;
    }

    String api() {
        return api;
    }

    /** Offers a product with stock and answers its id. */
    String offers(String product, String price, int stock) {
        return client.post(
                        api + "/products",
                        String.format(
                                Locale.ROOT,
                                "{\"name\":\"%s\",\"price\":%s,\"description\":\"For the story\",\"discount\":0,\"store\":\"ABC TECH\",\"category_id\":1,\"initial_stock\":%d}",
                                product,
                                price,
                                stock))
                .expect(201)
                .field("id");
    }

    /** Orders one product; answers as the service did. */
    Answer orders(String product, int quantity, String paymentMethod, String... headers) {
        return client.post(api + "/orders", order(product, quantity, paymentMethod), headers);
    }

    static String order(String product, int quantity, String paymentMethod) {
        return String.format(
                Locale.ROOT,
                "{\"items\":[{\"product_id\":\"%s\",\"quantity\":%d}],\"payment_method\":\"%s\"}",
                product,
                quantity,
                paymentMethod);
    }

    Answer order(String id) {
        return client.get(api + "/orders/" + id);
    }

    Answer cancels(String id) {
        return client.send("POST", api + "/orders/" + id + "/cancellation", null);
    }

    /** Waits until the order stands here. */
    Answer sees(String id, String... statuses) {
        return ShopClient.until(
                PATIENCE,
                "order " + id + " to be " + String.join(" or ", statuses),
                () -> order(id),
                answer -> Set.of(statuses).contains(answer.field("status")));
    }

    /** Waits until the order is where nothing more happens by itself. */
    Answer seesOutcome(String id) {
        return ShopClient.until(
                PATIENCE,
                "order " + id + " to end",
                () -> order(id),
                answer -> answer.status() == 200 && !OPEN.contains(answer.field("status")));
    }

    /** Waits until the product shows this many units for sale. */
    Answer seesAvailable(String product, int units) {
        return ShopClient.until(
                PATIENCE,
                units + " units of " + product + " to be available",
                () -> client.get(api + "/products/" + product),
                answer -> answer.field("available").equals(Integer.toString(units)));
    }

    /** Waits until the order's payment stands here. */
    Answer seesPayment(String orderId, String... statuses) {
        return ShopClient.until(
                PATIENCE,
                "the payment of order " + orderId + " to be " + String.join(" or ", statuses),
                () -> paymentOf(orderId),
                answer -> Set.of(statuses).contains(answer.field("status")));
    }

    /** Waits until nothing more happens to the order's money by itself; an order that was never charged is at rest. */
    void seesPaymentAtRest(String orderId) {
        ShopClient.until(
                PATIENCE,
                "the payment of order " + orderId + " to be at rest",
                () -> paymentOf(orderId),
                answer -> answer.status() == 404
                        || Set.of("CAPTURED", "DECLINED", "VOIDED", "REFUNDED").contains(answer.field("status")));
    }

    /** The payment of an order, as payments knows it; 404 until it does. */
    Answer paymentOf(String orderId) {
        var list = client.get(api + "/payments?order_id=" + orderId).expect(200);
        var first = list.json().at("/items/0");
        return first.isMissingNode()
                ? new Answer(list.request(), 404, list.location(), list.text(), first)
                : new Answer(list.request(), 200, list.location(), first.toString(), first);
    }
}
