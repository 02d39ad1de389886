package shop.orderly.launcher.operator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import shop.orderly.launcher.client.Answer;
import shop.orderly.launcher.client.Problem;
import shop.orderly.launcher.client.ShopClient;
import tools.jackson.databind.JsonNode;

/** The operators' paths of a gateway. Whatever is not a good answer becomes one line that says why. */
final class Door {
    private static final String OPS = "/ops/v1";

    private final String url;
    private final ShopClient client;

    Door(String url, ShopClient client) {
        this.url = url;
        this.client = client;
    }

    /** @param path below {@code /ops/v1} */
    Answer get(String path) {
        return good(client.get(url + OPS + path));
    }

    Answer post(String path, JsonNode body) {
        return good(client.post(url + OPS + path, body.toString()));
    }

    /** The answer, whatever it is. */
    Answer tryPost(String path, JsonNode body) {
        return client.post(url + OPS + path, body.toString());
    }

    Answer put(String path, JsonNode body) {
        return good(client.send("PUT", url + OPS + path, body.toString()));
    }

    Answer delete(String path) {
        return good(client.send("DELETE", url + OPS + path, null));
    }

    /** A part of a path or a value of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The query that names the service, if one was named. */
    static String query(@Nullable String service) {
        return service == null ? "" : "?service=" + encoded(service);
    }

    static Answer good(Answer answer) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return answer;
        }
        throw new Problem(complaint(answer));
    }

    private static String complaint(Answer answer) {
        var detail = answer.field("detail");
        var said = new StringBuilder(detail.isEmpty() ? answer.request() + " answered " + answer.status() : detail);
        answer.json()
                .path("errors")
                .forEach(error -> said.append(' ')
                        .append(error.path("field").asString(""))
                        .append(": ")
                        .append(error.path("message").asString("")));
        said.append(" (").append(answer.status());
        var type = answer.field("type");
        if (!type.isEmpty()) {
            said.append(", ").append(type.substring(type.lastIndexOf(':') + 1));
        }
        return said.append(')').toString();
    }
}
