package shop.orderly.platform.deadletters;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import shop.orderly.platformtest.TestJwt;

/** Asks a running service what operators ask. */
public record Edge(ConfigurableApplicationContext service) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public HttpResponse<String> call(String method, String path, @Nullable String body, String... roles) {
        var port = service.getEnvironment().getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", TestJwt.bearer("o-1", roles))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As an operator; the answer must be good. */
    public DocumentContext ask(String method, String path, @Nullable String body) {
        var answer = call(method, path, body, "ops");
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JsonPath.parse(answer.body().isEmpty() ? "{}" : answer.body());
    }
}
