package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import shop.orderly.launcher.client.ShopClient;

/** Requests that carry a mark where it does not belong; whatever they are answered, it is never a 5xx. */
final class Hostile {

    private static final List<String> WRITES = List.of(
            "POST user-service /auth/register",
            "POST user-service /auth/login",
            "POST user-service /auth/refresh",
            "POST user-service /auth/logout",
            "PUT user-service /users/{user}",
            "PUT user-service /users/{user}/password",
            "POST user-service /users",
            "POST category-query /categories",
            "POST product-command /products",
            "POST product-command /products/{mark}/stock/receipts",
            "POST order-saga /orders",
            "POST order-saga /orders/{mark}/cancellation",
            "POST payments /payments/{mark}/refunds");

    private static final List<String> READS = List.of(
            "GET user-service /users/",
            "GET category-query /categories/",
            "GET product-query /products/",
            "GET order-saga /orders/",
            "GET payments /payments/");

    private static final List<String> BODIES = List.of(
            "{\"{mark}\":",
            "{\"password\":\"{mark}\",\"email\":\"{mark}@mail.test",
            "{\"{mark}\":\"{mark}\"}",
            "[\"{mark}\"]",
            "\"{mark}\"",
            "{\"username\":{\"a\":\"{mark}\"},\"password\":[\"{mark}\"],\"quantity\":\"{mark}\",\"price\":\"{mark}\"}",
            "{\"username\":\"{mark}\\r\\n2026-01-01 ERROR forged\",\"password\":\"{mark}\",\"email\":\"{mark}\",\"first_name\":\"{mark}\\u0000\"}",
            "{\"username_or_email\":\"{mark}\\r\\nforged\",\"password\":\"{mark}-wrong\"}",
            "{\"refresh_token\":\"{mark}\"}",
            "{\"items\":[{\"product_id\":\"{mark}\",\"quantity\":1}],\"customer_id\":\"{mark}\",\"payment_method\":\"{mark}\"}");

    private final String mark;
    private final Ports ports;
    private final String user;
    private final String token;
    private final ShopClient anonymous = ShopClient.anonymous();

    private Hostile(String mark, Ports ports, String user, String token) {
        this.mark = mark;
        this.ports = ports;
        this.user = user;
        this.token = token;
    }

    static void sendAll(String mark, Ports ports, String user, String token) {
        try (var workers = Executors.newFixedThreadPool(8)) {
            var sent = new Hostile(mark, ports, user, token)
                    .requests().stream().map(workers::submit).toList();
            for (var request : sent) {
                request.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<Runnable> requests() {
        var requests = new ArrayList<Runnable>();
        for (var write : WRITES) {
            for (var body : BODIES) {
                requests.add(() -> send(write, false, "", body));
                requests.add(() -> send(write, true, "", body));
            }
            requests.add(() -> send(write, true, "", "password={mark}", "X-Note", "form"));
        }
        for (var read : READS) {
            requests.add(() -> send(read, false, "{mark}", null));
            requests.add(() -> send(read, true, "{mark}", null));
            requests.add(() -> send(
                    read, true, "?cursor={mark}&limit=1&q={mark}&order_id={mark}&sort={mark}&min_version=1", null));
            requests.add(() -> send(read, true, "?limit={mark}&min_version={mark}", null));
            for (var header : headers()) {
                requests.add(() -> send(read, false, "", null, header));
            }
            requests.add(() -> send(read.replace("GET", mark.toUpperCase(Locale.ROOT)), true, "", null));
        }
        requests.add(() -> anonymous.get(ports.url(Shop.GATEWAY) + "/" + mark + "?" + mark));
        requests.add(() -> anonymous.get(ports.url(Shop.GATEWAY) + "/ops/v1/" + mark));
        return requests;
    }

    private List<String[]> headers() {
        var claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"sub\":\"" + mark + "\",\"exp\":9999999999}").getBytes(StandardCharsets.UTF_8));
        var head = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"ES256\",\"kid\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        var basic = Base64.getEncoder().encodeToString((mark + ":" + mark).getBytes(StandardCharsets.UTF_8));
        return List.of(
                new String[] {"Authorization", "Bearer " + mark},
                new String[] {"Authorization", "Bearer " + head + "." + claims + ".c2lnbmF0dXJl"},
                new String[] {"Authorization", "Bearer " + head + "." + claims},
                new String[] {"Authorization", "Basic " + basic},
                new String[] {"Authorization", mark},
                new String[] {"Idempotency-Key", mark.repeat(30)},
                new String[] {"Cookie", "session=" + mark},
                new String[] {"User-Agent", mark},
                new String[] {"Referer", "https://" + mark + ".test/"},
                new String[] {"X-Forwarded-For", mark},
                new String[] {"Forwarded", "for=" + mark},
                new String[] {"Accept", "text/" + mark},
                new String[] {"Accept-Language", mark},
                new String[] {"Prefer", mark},
                new String[] {"If-Match", mark},
                new String[] {"Origin", "https://" + mark + ".test"},
                new String[] {"traceparent", mark},
                new String[] {"baggage", "user=" + mark},
                new String[] {
                    "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "tracestate", "v=" + mark
                });
    }

    /** Through the gateway and at the service's own door. */
    private void send(String target, boolean withToken, String more, @Nullable String body, String... headers) {
        var parts = target.split(" ", 3);
        for (var door : List.of(Shop.GATEWAY, parts[1])) {
            var url = ports.url(door) + "/api/v1" + marked(parts[2]) + marked(more);
            var text = body == null ? null : marked(body);
            var answer = (withToken ? anonymous.as(token) : anonymous).send(parts[0], url, text, headers);
            assertThat(answer.status()).as(answer.request() + " " + text).isLessThan(500);
        }
    }

    private String marked(String text) {
        return text.replace("{mark}", mark).replace("{user}", user);
    }
}
