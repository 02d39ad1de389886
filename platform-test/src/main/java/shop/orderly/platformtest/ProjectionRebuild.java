package shop.orderly.platformtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Rebuilds a projection of a running service as an operator does: over HTTP, waiting until it is done. */
public final class ProjectionRebuild {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Set<String> ENDS = Set.of("done", "failed", "cancelled");

    private ProjectionRebuild() {}

    /**
     * Returns when the rebuilt rows are live.
     *
     * @param service its address, {@code http://host:port}
     * @throws AssertionError if the rebuild ends otherwise, or not within a minute
     */
    public static void run(String service, String projection) {
        try (var http = HttpClient.newHttpClient()) {
            var path = service + "/ops/v1/projections/" + projection + "/rebuilds";
            var rebuild = send(http, request(path).POST(HttpRequest.BodyPublishers.noBody()));
            var deadline = System.nanoTime() + LIMIT.toNanos();
            while (!ENDS.contains(String.valueOf(rebuild.get("state")))) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Still not done: " + rebuild);
                }
                TimeUnit.MILLISECONDS.sleep(50);
                rebuild = send(http, request(path + "/" + rebuild.get("id")).GET());
            }
            if (!"done".equals(rebuild.get("state"))) {
                throw new AssertionError("The rebuild ended with " + rebuild);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).header("Authorization", TestJwt.bearer("o-1", "ops"));
    }

    @SuppressWarnings("unchecked") // the answer is a JSON object
    private static Map<String, Object> send(HttpClient http, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readValue(answer.body(), Map.class);
    }
}
