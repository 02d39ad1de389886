package shop.orderly.platform.replay;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;
import shop.orderly.platform.deadletters.Edge;

/** Rebuilds the view of the meters as operators do, over HTTP. */
record RebuildEdge(Edge edge) {

    private static final String REBUILDS = "/ops/v1/projections/" + Meters.VIEW + "/rebuilds";
    private static final Set<String> UNDER_WAY = Set.of("building", "paused", "verifying", "swapping");

    static RebuildEdge of(ConfigurableApplicationContext service) {
        return new RebuildEdge(new Edge(service));
    }

    HttpResponse<String> request(String from) {
        return edge.call("POST", REBUILDS, "{\"from\":\"" + from + "\"}", "ops");
    }

    /** Its id. */
    String started(String from) {
        var answer = request(from);
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JsonPath.read(answer.body(), "$.id");
    }

    DocumentContext get(String id) {
        return edge.ask("GET", REBUILDS + "/" + id, null);
    }

    void change(String id, String how) {
        edge.ask("POST", REBUILDS + "/" + id + "/" + how, null);
    }

    DocumentContext ended(String id) {
        return await().atMost(ofSeconds(60)).until(() -> get(id), now -> !UNDER_WAY.contains(now.read("$.state")));
    }
}
