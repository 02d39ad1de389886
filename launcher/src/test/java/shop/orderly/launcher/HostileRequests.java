package shop.orderly.launcher;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Every way of asking for one operation wrongly: by its body, path, query, headers, content type and method. */
final class HostileRequests {
    private static final int RANDOM_BODIES = 150;
    private static final String JSON_TYPE = "application/json";

    private final ApiOperation operation;
    private final String token;
    private final Map<String, String> things;
    private final List<Hostile> found = new ArrayList<>();

    /** One request; it shows itself with how it is wrong. */
    static final class Hostile {
        private final ApiOperation operation;
        private final String what;
        private final byte[] request;

        Hostile(ApiOperation operation, String what, byte[] request) {
            this.operation = operation;
            this.what = what;
            this.request = request;
        }

        ApiOperation operation() {
            return operation;
        }

        String what() {
            return what;
        }

        byte[] request() {
            return request.clone();
        }

        @Override
        public String toString() {
            var text = new String(request, StandardCharsets.UTF_8).replaceAll("Bearer \\S+", "Bearer …");
            return operation + ", " + what + ":\n" + (text.length() > 600 ? text.substring(0, 600) + "…" : text);
        }
    }

    private HostileRequests(ApiOperation operation, String token, Map<String, String> things) {
        this.operation = operation;
        this.token = token;
        this.things = things;
    }

    /** @param things ids of things that exist, by the path below {@code /api/v1/} that leads to them */
    static List<Hostile> of(ApiOperation operation, String token, Map<String, String> things, Random chance) {
        var requests = new HostileRequests(operation, token, things);
        requests.bodies(chance);
        requests.paths();
        requests.queries();
        requests.headers();
        requests.contentTypes();
        requests.methods();
        return requests.found;
    }

    /** As it should be. */
    static byte[] good(ApiOperation operation, String token, Map<String, String> things) {
        var requests = new HostileRequests(operation, token, things);
        return request(operation.method(), requests.path(), requests.head(JSON_TYPE), requests.good());
    }

    private void bodies(Random chance) {
        if (operation.body().isNull()) {
            return;
        }
        HostileBodies.broken(operation.body()).forEach(body -> add("a broken body", body));
        HostileBodies.wrong(operation.body()).forEach(body -> add("a wrong value", body));
        for (var n = 0; n < RANDOM_BODIES; n++) {
            add("a random body", HostileBodies.random(operation.body(), chance));
        }
        add("no body", new byte[0]);
        found.add(new Hostile(operation, "no length", request(operation.method(), path(), head(JSON_TYPE), null)));
    }

    private void paths() {
        if (operation.path().contains("{")) {
            for (var value : HostileValues.URL) {
                add(
                        "a hostile path",
                        operation.method(),
                        operation.path().replaceAll("\\{[^}]*}", quoted(value)),
                        List.of());
            }
        }
        for (var suffix : List.of(
                "/",
                "//",
                "/.",
                "/..",
                ";a=b",
                ".json",
                "%2f",
                "%00",
                "?",
                "?a",
                "?&&==",
                "?%zz",
                "?a=%ff",
                "?" + "a=b&".repeat(1_500),
                "#a")) {
            add("a path with '" + suffix + "'", operation.method(), path() + suffix, List.of());
        }
    }

    private void queries() {
        for (var name : operation.queries()) {
            for (var value : HostileValues.URL) {
                add("a hostile " + name, operation.method(), path() + "?" + name + "=" + value, List.of());
            }
            for (var twice : List.of(
                    "?X=1&X=2", "?X[]=1", "?X[a]=1", "?X", "?X=&X=", "?X=1,2", "?X.a=1", "?" + "X=1&".repeat(1_001))) {
                add("a repeated " + name, operation.method(), path() + twice.replace("X", name), List.of());
            }
        }
    }

    private void headers() {
        HostileValues.HEADERS.forEach(header -> add("a hostile header", operation.method(), path(), List.of(header)));
        for (var name : operation.headers()) {
            for (var value : List.of("", "-1", "x", "99999999999999999999", "\"", "\u00e4", "a".repeat(3_000))) {
                add("a hostile " + name, operation.method(), path(), List.of(name + ": " + value));
            }
            add("a repeated " + name, operation.method(), path(), List.of(name + ": 1", name + ": 2"));
        }
    }

    private void contentTypes() {
        for (var type : HostileValues.CONTENT_TYPES) {
            found.add(new Hostile(
                    operation, "content type " + type, request(operation.method(), path(), head(type), good())));
        }
        var twice = new ArrayList<>(head(JSON_TYPE));
        twice.add("Content-Type: text/plain");
        found.add(new Hostile(operation, "two content types", request(operation.method(), path(), twice, good())));
        found.add(new Hostile(operation, "no content type", request(operation.method(), path(), bearer(), good())));
    }

    private void methods() {
        for (var method :
                List.of("TRACE", "PATCH", "BREW", "HEAD", "OPTIONS", "PROPFIND", "get", "CONNECT", "X-Y", "POSTS")) {
            add("method " + method, method, path(), List.of());
        }
    }

    private void add(String what, byte[] body) {
        found.add(new Hostile(operation, what, request(operation.method(), path(), head(JSON_TYPE), body)));
    }

    private void add(String what, String method, String target, List<String> more) {
        var head = new ArrayList<>(head(JSON_TYPE));
        head.addAll(more);
        found.add(new Hostile(operation, what, request(method, target, head, good())));
    }

    private static byte[] request(String method, String target, List<String> headers, byte @Nullable [] body) {
        return Wire.request(method, target, headers, body);
    }

    private byte @Nullable [] good() {
        return operation.body().isNull() ? null : new JsonMapper().writeValueAsBytes(operation.body());
    }

    private List<String> bearer() {
        return List.of("Authorization: Bearer " + token);
    }

    private List<String> head(String contentType) {
        return operation.body().isNull()
                ? bearer()
                : List.of("Authorization: Bearer " + token, "Content-Type: " + contentType);
    }

    private String path() {
        var parts = operation.path().split("/", -1);
        var thing = things.getOrDefault(parts.length > 3 ? parts[3] : "", "nothing");
        return operation.path().replaceAll("\\{[^}]*}", quoted(thing));
    }

    private static String quoted(String value) {
        return java.util.regex.Matcher.quoteReplacement(value);
    }
}
