package shop.orderly.launcher;

import java.util.List;
import java.util.function.Supplier;
import shop.orderly.launcher.client.Problem;
import shop.orderly.launcher.client.ShopClient;

/** The seeds' quick tests and the four stories of an order, against a running stack. */
final class Smoke {
    private static final String REGISTER = """
            {"username":"john","email":"john@test.com","password":"secret123","first_name":"John","last_name":"Doe"}""";
    private static final String LOGIN = """
            {"username_or_email":"john","password":"secret123"}""";
    private static final String CATEGORY = """
            {"name":"Electronics","description":"Devices"}""";
    private static final String PRODUCT = """
            {"name":"AirFryer","price":1000,"description":"Digital air fryer","discount":10,"store":"ABC TECH","category_id":1}""";

    private final Progress progress;
    private final String base;

    Smoke(Progress progress, String base) {
        this.progress = progress;
        this.base = base;
    }

    /** Each service's own door, as in the catalogue seed; the gateway's for all of them. */
    void run(List<String> doors, String users, String categories, String products) {
        doors.forEach(this::isAlive);
        step("alive", () -> {
            anonymous().get(base + "/livez").expect(200);
            anonymous().get(base + "/readyz").expect(200);
            anonymous().get(base + "/metrics").expect(401);
            return base + " is live and ready and keeps its metrics to itself";
        });
        if (!users.equals(base)) {
            quickTest("own port", users, categories, products);
        }
        quickTest("gateway", base, base, base);
        step("API page", () -> {
            anonymous().get(base + "/v3/api-docs").expect(200);
            anonymous().get(base + "/docs").expect(200, 302);
            return base + "/docs shows the API of every service";
        });
        stories();
    }

    /** The metrics that the gateway's public door does not show. */
    void management(String door) {
        step("metrics", () -> {
            anonymous().get(door + "/metrics").expect(200);
            return door + " shows the gateway's metrics, on this machine only";
        });
    }

    private void isAlive(String door) {
        step("alive", () -> {
            anonymous().get(door + "/livez").expect(200);
            anonymous().get(door + "/readyz").expect(200);
            anonymous().get(door + "/metrics").expect(200);
            return door + " is live and ready and shows its metrics";
        });
    }

    private void quickTest(String by, String users, String categories, String products) {
        step(by + ": register", () -> {
            var answer =
                    anonymous().post(users + "/api/v1/auth/register", REGISTER).expect(201, 409);
            return answer.status() == 201 ? "john is registered" : "john was registered before";
        });
        var token = new String[1];
        step(by + ": login", () -> {
            token[0] = anonymous()
                    .post(users + "/api/v1/auth/login", LOGIN)
                    .expect(200)
                    .field("access_token");
            return "a token of " + token[0].length() + " characters";
        });
        var john = anonymous().as(token[0]);
        step(by + ": category", () -> {
            var answer = john.post(categories + "/api/v1/categories", CATEGORY).expect(201, 409);
            return answer.status() == 201 ? "category " + answer.field("id") : "Electronics existed before";
        });
        step(by + ": product", () -> {
            var product = john.post(products + "/api/v1/products", PRODUCT)
                    .expect(201)
                    .field("id");
            ShopClient.until(
                    Shopper.PATIENCE,
                    "product.created to reach category-query over Kafka",
                    () -> anonymous().get(categories + "/api/v1/categories/1/products?limit=100"),
                    answer -> answer.text().contains(product) || answer.text().contains("\"next_cursor\":\""));
            return "AirFryer created; category-query has heard of it over Kafka";
        });
    }

    private void stories() {
        var mary = new Shopper[1];
        var desk = new String[1];
        step("stock", () -> {
            mary[0] = Shopper.named(base, "smoke" + Long.toString(System.nanoTime(), 36));
            desk[0] = mary[0].offers("Desk", "19.99", 5);
            mary[0].seesAvailable(desk[0], 5);
            mary[0].client()
                    .post(
                            mary[0].api() + "/products/" + desk[0] + "/stock/receipts",
                            "{\"quantity\":5,\"reference\":\"smoke\"}")
                    .expect(200, 201);
            mary[0].seesAvailable(desk[0], 10);
            return mary[0].name() + " sells desks, 10 in stock";
        });
        step("confirmed", () -> {
            var answer =
                    mary[0].orders(desk[0], 2, "tok_ok", "Prefer", "wait=10").expect(200, 202);
            var order = mary[0].sees(answer.field("id"), "CONFIRMED").expect("total", "39.98");
            mary[0].seesAvailable(desk[0], 8);
            mary[0].seesPayment(order.field("id"), "CAPTURED").expect("captured", "39.98");
            return "paid 39.98, two desks left the building";
        });
        step("declined", () -> {
            var id = mary[0].orders(desk[0], 2, "tok_declined").expect(202).field("id");
            mary[0].sees(id, "CANCELLED").expect("reason", "payment_declined");
            mary[0].seesAvailable(desk[0], 8);
            return "CANCELLED(payment_declined), its hold released";
        });
        step("out of stock", () -> {
            var id = mary[0].orders(desk[0], 100, "tok_ok").expect(202).field("id");
            mary[0].sees(id, "REJECTED").expect("reason", "out_of_stock");
            mary[0].seesAvailable(desk[0], 8);
            return "REJECTED(out_of_stock), nothing held, nobody charged";
        });
        step("cancelled", () -> {
            var id = mary[0].orders(desk[0], 1, "tok_ok").expect(202).field("id");
            mary[0].sees(id, "CONFIRMED");
            mary[0].cancels(id).expect(200, 202);
            mary[0].sees(id, "REFUNDED");
            mary[0].seesPayment(id, "REFUNDED").expect("refunded", "19.99");
            mary[0].seesAvailable(desk[0], 8);
            var timeline = mary[0].client()
                    .get(mary[0].api() + "/orders/" + id + "/timeline")
                    .expect(200);
            return "money and goods came back; " + timeline.json().path("items").size() + " entries in its timeline";
        });
    }

    private void step(String name, Supplier<String> story) {
        try {
            progress.step(name, story.get());
        } catch (Problem e) {
            throw new Problem("FAILED: " + name + ": " + e.getMessage(), e);
        }
    }

    private static ShopClient anonymous() {
        return ShopClient.anonymous();
    }
}
