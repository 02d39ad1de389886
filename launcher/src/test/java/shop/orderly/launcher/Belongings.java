package shop.orderly.launcher;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import shop.orderly.launcher.client.Answer;
import shop.orderly.launcher.client.ShopClient;
import shop.orderly.platform.access.Route;

/** The personae with their tokens, and the things of which each belongs to one of them. */
final class Belongings {
    private static final String PASSWORD = "a long walk home";

    private final Map<Persona, Shopper> people = new EnumMap<>(Persona.class);
    private final Map<String, String> ids = new java.util.HashMap<>();

    private Belongings() {}

    static Belongings arranged() {
        var all = new Belongings();
        var root = TestShop.administrator();
        all.people.put(Persona.ADMIN, root);
        for (var persona : Persona.values()) {
            if (persona.role().isPresent() && persona != Persona.ADMIN) {
                all.ids.put("user of " + persona, all.register(root, persona));
            }
        }
        all.own();
        return all;
    }

    private String register(Shopper root, Persona persona) {
        var id = root.client()
                .post(
                        root.api() + "/users",
                        String.format(
                                Locale.ROOT,
                                "{\"username\":\"%1$s\",\"email\":\"%1$s@test.com\",\"password\":\"%2$s\",\"roles\":[\"%3$s\"]}",
                                name(persona),
                                PASSWORD,
                                persona.role().orElseThrow()))
                .expect(201)
                .field("id");
        logIn(persona);
        return id;
    }

    /** A change of password ends sessions. */
    void logIn(Persona persona) {
        people.put(persona, Shopper.knownAs(TestShop.door(), name(persona), PASSWORD));
    }

    private void own() {
        var merchant = person(Persona.MERCHANT);
        var customer = person(Persona.CUSTOMER);
        var product = merchant.offers("Door", "10", 1000);
        merchant.seesAvailable(product, 1000);
        var category = merchant.client()
                .post(merchant.api() + "/categories", "{\"name\":\"Doors of the access journey\"}")
                .expect(201)
                .field("id");
        var order = customer.orders(product, 1, "tok_ok").expect(202).field("id");
        customer.sees(order, "CONFIRMED");
        ids.put("products", product);
        ids.put("categories", category);
        ids.put("orders", order);
        ids.put("sagas", order);
        ids.put("payments", customer.seesPayment(order, "CAPTURED").field("id"));
        ids.put("users", id("user of " + Persona.CUSTOMER));
    }

    private Shopper person(Persona persona) {
        return Objects.requireNonNull(people.get(persona));
    }

    private String id(String kind) {
        return Objects.requireNonNull(ids.get(kind), kind);
    }

    ShopClient client(Persona persona) {
        return persona == Persona.ANONYMOUS
                ? ShopClient.anonymous()
                : person(persona).client();
    }

    /** Whose thing a path names. */
    static Persona owner(Route route) {
        var kind = kind(route);
        return kind.equals("products") || kind.equals("categories") ? Persona.MERCHANT : Persona.CUSTOMER;
    }

    static boolean namesAThing(Route route) {
        return route.pattern().getPatternString().contains("{");
    }

    /** What of the customer a list must not show to others. */
    boolean shows(Answer list) {
        return list.text().contains(id("orders"))
                || list.text().contains(id("payments"))
                || list.text().contains(id("users"));
    }

    /** The pattern with the id of the thing that it is about. */
    String path(Route route) {
        var pattern = route.pattern().getPatternString().replace("/**", "/liveness");
        if (mayBeMissing(route)) {
            return pattern.replaceAll("\\{[^}]*}", ids.getOrDefault(kind(route), "nothing-of-that-name"));
        }
        return namesAThing(route) ? pattern.replaceAll("\\{[^}]*}", id(kind(route))) : pattern;
    }

    /** What operators name (a projection, a topic, parked events) need not be there: they reach the door all the same. */
    static boolean mayBeMissing(Route route) {
        return namesAThing(route) && route.pattern().getPatternString().startsWith("/ops/v1/");
    }

    private static String kind(Route route) {
        var parts = route.pattern().getPatternString().split("/", -1);
        return parts.length > 3 ? parts[3] : "";
    }

    /** A body that the endpoint accepts; {@code {}} where it need not, as nothing is owned there. */
    String body(Route route) {
        if (route.method().equals(HttpMethod.GET) || route.method().equals(HttpMethod.DELETE)) {
            return "";
        }
        return switch (route.toString()) {
            case "POST /api/v1/orders" -> Shopper.order(id("products"), 1, "tok_ok");
            case "POST /api/v1/orders/{id}/cancellation" -> "";
            case "PUT /api/v1/products/{productId}" -> "{\"name\":\"Door\",\"price\":10,\"store\":\"ABC TECH\"}";
            case "POST /api/v1/products/{productId}/stock/receipts" -> "{\"quantity\":1}";
            case "POST /api/v1/products/{productId}/stock/adjustments" -> "{\"on_hand\":900,\"reason\":\"counted\"}";
            case "PUT /api/v1/categories/{categoryId}" -> "{\"name\":\"Doors of the access journey\"}";
            case "PUT /api/v1/users/{id}" ->
                "{\"username\":\"%1$s\",\"email\":\"%1$s@test.com\"}".formatted(name(Persona.CUSTOMER));
            case "PUT /api/v1/users/{id}/password" ->
                "{\"current_password\":\"%1$s\",\"new_password\":\"%1$s\"}".formatted(PASSWORD);
            case "PUT /api/v1/users/{id}/roles" -> "{\"roles\":[\"customer\"]}";
            case "PUT /api/v1/users/{id}/status" -> "{\"status\":\"active\"}";
            default -> "{}";
        };
    }

    private static String name(Persona persona) {
        return "access-" + persona.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
