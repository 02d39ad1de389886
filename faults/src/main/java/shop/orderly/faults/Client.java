package shop.orderly.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A customer (and seller) at the shop's door, who logs in anew when told to. */
final class Client {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String PASSWORD = "secret123";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String api;
    private final String name;
    private volatile String token = "";

    private Client(String api, String name) {
        this.api = api;
        this.name = name;
    }

    /** Registers and logs in, as often as it takes within the limit. */
    static Client named(String door, String name, Duration limit) {
        var client = new Client(door + "/api/v1", name);
        client.insist(
                limit,
                "register " + name,
                () -> client.send(
                        "POST",
                        "/auth/register",
                        String.format(
                                Locale.ROOT,
                                "{\"username\":\"%1$s\",\"email\":\"%1$s@test.com\",\"password\":\"%2$s\",\"first_name\":\"Jo\",\"last_name\":\"Doe\"}",
                                name,
                                PASSWORD),
                        Map.of()),
                201,
                409);
        if (!Waiting.until(limit, client::logIn)) {
            throw new HarnessException(name + " cannot log in");
        }
        return client;
    }

    /** Gets a new token for one that is refused; of many who are refused at once, one logs in for all. */
    synchronized void renew(String refused) {
        if (token.equals(refused)) {
            var unused = logIn();
        }
    }

    /** The token in use. */
    String token() {
        return token;
    }

    /** Whether it worked. */
    boolean logIn() {
        try {
            var answer = send(
                    "POST",
                    "/auth/login",
                    "{\"username_or_email\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}",
                    Map.of());
            if (answer.status() == 200) {
                token = answer.field("access_token");
            }
            return answer.status() == 200;
        } catch (IOException away) {
            return false;
        }
    }

    /** Offers a product with stock and answers its id. */
    String offer(String product, int price, int stock, Duration limit) {
        var key = "offer-" + name + "-" + product;
        return insist(
                        limit,
                        "offer " + product,
                        () -> send(
                                "POST",
                                "/products",
                                String.format(
                                        Locale.ROOT,
                                        "{\"name\":\"%s\",\"price\":%d,\"description\":\"For the load\",\"discount\":0,\"store\":\"ABC\",\"category_id\":1,\"initial_stock\":%d}",
                                        product,
                                        price,
                                        stock),
                                Map.of("Idempotency-Key", key)),
                        200,
                        201)
                .field("id");
    }

    /** Orders once. */
    Answer order(String product, int quantity, String method, String key) throws IOException {
        return send(
                "POST",
                "/orders",
                String.format(
                        Locale.ROOT,
                        "{\"items\":[{\"product_id\":\"%s\",\"quantity\":%d}],\"payment_method\":\"%s\"}",
                        product,
                        quantity,
                        method),
                Map.of("Idempotency-Key", key));
    }

    /** Looks at a product. */
    Answer look(String product) throws IOException {
        return send("GET", "/products/" + product, "", Map.of());
    }

    Answer cancel(String order) throws IOException {
        return send("POST", "/orders/" + order + "/cancellation", "", Map.of());
    }

    /** Asks once. Throws if there is no answer in time. */
    Answer send(String method, String path, String body, Map<String, String> headers) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(api + path)).timeout(LIMIT);
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        if (!token.isEmpty() && !path.startsWith("/auth/")) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    parse(response.body()),
                    response.headers().firstValue("Retry-After").isPresent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted", e);
        }
    }

    private Answer insist(Duration limit, String what, Ask ask, int... wanted) {
        var end = System.nanoTime() + limit.toNanos();
        var last = "no answer";
        while (System.nanoTime() < end) {
            try {
                var answer = ask.once();
                for (var status : wanted) {
                    if (answer.status() == status) {
                        return answer;
                    }
                }
                last = answer.toString();
            } catch (IOException away) {
                last = away.toString();
            }
            Waiting.pause(Duration.ofMillis(300));
        }
        throw new HarnessException("Cannot " + what + ": " + last);
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    private interface Ask {
        Answer once() throws IOException;
    }

    /**
     * What was answered.
     *
     * @param isLater whether it says when to come again
     */
    record Answer(int status, JsonNode json, boolean isLater) {
        String field(String name) {
            return json.path(name).asString("");
        }
    }
}
