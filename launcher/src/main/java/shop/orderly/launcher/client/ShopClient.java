package shop.orderly.launcher.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import shop.orderly.platform.identity.ServiceIdentity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Talks to a running stack as any client would: HTTP, JSON and a bearer token. */
public final class ShopClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String OPERATORS = "ops";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient http;
    private final @Nullable String token;

    private ShopClient(HttpClient http, @Nullable String token) {
        this.http = http;
        this.token = token;
    }

    /** Nobody in particular; over HTTPS it shows the operators' certificate of the stack on this machine, if there is one. */
    public static ShopClient anonymous() {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        var home = Home.certificates().resolve(OPERATORS);
        if (Files.exists(home)) {
            var identity = ServiceIdentity.in(home, OPERATORS);
            http.sslContext(identity.tls()).sslParameters(identity.parameters());
        }
        return new ShopClient(http.build(), null);
    }

    public ShopClient as(String accessToken) {
        return new ShopClient(http, accessToken);
    }

    public Answer get(String url, String... headers) {
        return send("GET", url, null, headers);
    }

    public Answer post(String url, String json, String... headers) {
        return send("POST", url, json, headers);
    }

    /** @param headers names and values in turn */
    public Answer send(String method, String url, @Nullable String json, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT);
        request.method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return answer(method + " " + url, http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new Problem(method + " " + url + " got no answer (" + e + "). Is the stack up? ./orderly up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted", e);
        }
    }

    /** Asks again while the answer is 503, as Retry-After asks for. What is asked must be safe to repeat. */
    public static Answer persistently(Supplier<Answer> ask) {
        return until(LIMIT, "anything but 503", ask, answer -> answer.status() != 503);
    }

    /** Asks again until the answer is as wanted; complains with the last answer when time is up. */
    public static Answer until(Duration limit, String wanted, Supplier<Answer> ask, Predicate<Answer> isThere) {
        var end = System.nanoTime() + limit.toNanos();
        while (true) {
            var answer = ask.get();
            if (isThere.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > end) {
                throw new Problem("Not within " + limit.toSeconds() + " s: " + wanted + ". Last answer to "
                        + answer.request() + ": " + answer.status() + " " + answer.text());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted", e);
        }
    }

    private static Answer answer(String request, HttpResponse<String> response) {
        return new Answer(
                request,
                response.statusCode(),
                response.headers().firstValue("Location"),
                response.body(),
                parse(response.body()));
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
