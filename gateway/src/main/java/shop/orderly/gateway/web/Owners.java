package shop.orderly.gateway.web;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import shop.orderly.gateway.GatewayProperties;
import shop.orderly.gateway.web.ServiceCalls.Told;
import shop.orderly.platform.web.Problem;
import shop.orderly.platform.web.ProblemException;

/**
 * Which service has the projection, the dead letters or the publication that an operator names: the services are asked,
 * as the operator. Where several have something of that name, {@code ?service=} says which is meant.
 */
@Component
class Owners {

    /** The lists in which names are looked up, and the field that has them. */
    private static final Map<String, String> NAMES =
            Map.of("projections", "name", "dead-letters", "processor", "publications", "topic");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GatewayProperties properties;
    private final ServiceCalls services;

    /** What a service has is decided when it is built; only letters come and go. */
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Owners(GatewayProperties properties, ServiceCalls services) {
        this.properties = properties;
        this.services = services;
    }

    /** @throws ProblemException if nobody has it, or several */
    String of(String noun, String name, ServerRequest request) {
        var said = request.param("service");
        if (said.isPresent()) {
            return require(said.get());
        }
        var before = known.get(noun + "/" + name);
        return before != null ? before : find(noun, name, request);
    }

    /** @throws ProblemException if there is no such service */
    String require(String service) {
        if (!properties.services().containsKey(service)) {
            throw unclear(
                    HttpStatus.NOT_FOUND,
                    "service_not_found",
                    "There is no such service; there are "
                            + String.join(", ", properties.services().keySet()) + ".");
        }
        return service;
    }

    private String find(String noun, String name, ServerRequest request) {
        var told = services.ask(properties.services().keySet(), service -> question(service, noun, request));
        var owners = new TreeSet<String>();
        told.stream()
                .filter(answer -> names(answer, noun).contains(name))
                .forEach(answer -> owners.add(answer.service()));
        if (owners.size() > 1) {
            throw unclear(
                    HttpStatus.CONFLICT,
                    "service_needed",
                    "Several services have it: add ?service= with one of " + String.join(", ", owners) + ".");
        }
        var silent = told.stream()
                .filter(answer -> !answer.isGood() && answer.status() != HttpStatus.NOT_FOUND.value())
                .map(Told::service)
                .toList();
        // Letters of one name and number may lie in several services: nobody is guessed.
        var isSure = owners.size() == 1 && (silent.isEmpty() || !noun.equals("dead-letters"));
        if (isSure) {
            if (silent.isEmpty() && !noun.equals("dead-letters")) {
                known.put(noun + "/" + name, owners.first());
            }
            return owners.first();
        }
        if (!silent.isEmpty()) {
            throw new ProblemException(Problem.tryAgain(
                    "unavailable",
                    "Services that do not answer may have it: " + String.join(", ", silent) + ". Name the one that is"
                            + " meant by ?service=, or try again.",
                    2));
        }
        throw unclear(HttpStatus.NOT_FOUND, "not_found", "No service has it: see GET /ops/v1/" + noun + ".");
    }

    private static List<String> names(Told answer, String noun) {
        var field = NAMES.get(noun);
        return answer.body()
                .path("items")
                .valueStream()
                .map(item -> item.path(field).asString(""))
                .toList();
    }

    private static HttpRequest question(URI service, String noun, ServerRequest request) {
        var question =
                HttpRequest.newBuilder(service.resolve("/ops/v1/" + noun)).timeout(PATIENCE);
        request.headers()
                .header(HttpHeaders.AUTHORIZATION)
                .forEach(token -> question.header(HttpHeaders.AUTHORIZATION, token));
        return question.GET().build();
    }

    private static ProblemException unclear(HttpStatus status, String code, String detail) {
        return new ProblemException(Problem.of(status, code, detail));
    }
}
