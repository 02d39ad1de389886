package shop.orderly.users;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** user-service over HTTP, as a client sees it. */
record UsersClient(HttpClient http, int port) {

    static final String PASSWORD = "secret123";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** An answer; {@code body} is null where there is none. */
    record Answer(
            int status,
            HttpResponse<String> response,
            @Nullable JsonNode json) {

        JsonNode body() {
            if (json == null) {
                throw new AssertionError("no body with " + status);
            }
            return json;
        }

        String text(String field) {
            return body().path(field).asString();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    static String unique(String prefix) {
        return prefix + UUID.randomUUID().toString().substring(0, 8);
    }

    Answer register(String username, String email) throws IOException, InterruptedException {
        return send("POST", "/api/v1/auth/register", null, registration(username, email));
    }

    static Map<String, Object> registration(String username, String email) {
        return Map.of(
                "username", username,
                "email", email,
                "password", PASSWORD,
                "first_name", "John",
                "last_name", "Doe");
    }

    Answer login(String usernameOrEmail, String password) throws IOException, InterruptedException {
        return send(
                "POST", "/api/v1/auth/login", null, Map.of("username_or_email", usernameOrEmail, "password", password));
    }

    Answer refresh(String token) throws IOException, InterruptedException {
        return send("POST", "/api/v1/auth/refresh", null, Map.of("refresh_token", token));
    }

    Answer send(String method, String path, @Nullable String token, @Nullable Object body)
            throws IOException, InterruptedException {
        return answer(http.send(request(method, path, token, body), HttpResponse.BodyHandlers.ofString()));
    }

    HttpRequest request(String method, String path, @Nullable String token, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(
                                        body instanceof String text ? text : JSON.writeValueAsString(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    static Answer answer(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(), response, response.body().isEmpty() ? null : JSON.readTree(response.body()));
    }
}
