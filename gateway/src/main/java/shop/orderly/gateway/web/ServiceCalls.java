package shop.orderly.gateway.web;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.orderly.gateway.GatewayProperties;
import shop.orderly.platform.identity.ServiceHttp;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Asks several services the same, all at once. */
@Component
class ServiceCalls {

    private static final Logger log = LoggerFactory.getLogger(ServiceCalls.class);

    private final GatewayProperties properties;
    private final ServiceHttp http;
    private final JsonMapper json;

    /**
     * What a service answered.
     *
     * @param status 0 if it did not answer
     * @param body a missing node if it is not JSON
     */
    record Told(String service, int status, JsonNode body) {
        boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    ServiceCalls(GatewayProperties properties, ServiceHttp http, JsonMapper json) {
        this.properties = properties;
        this.http = http;
        this.json = json;
    }

    /**
     * Waits for all answers; the request's own time limit is the longest that takes.
     *
     * @param request what to ask, given the address of a service
     * @return in the order of the services
     */
    List<Told> ask(Collection<String> services, Function<URI, HttpRequest> request) {
        var asked = services.stream()
                .map(service -> ask(service, request.apply(properties.service(service))))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Told> ask(String service, HttpRequest request) {
        return http.get()
                .sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(answer -> new Told(service, answer.statusCode(), read(answer.body())))
                .exceptionally(failure -> {
                    log.info("{} does not answer {}: {}", service, request.uri().getPath(), failure.toString());
                    return new Told(service, 0, MissingNode.getInstance());
                });
    }

    private JsonNode read(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
        } catch (JacksonException notJson) {
            log.debug("An answer is not JSON", notJson);
            return MissingNode.getInstance();
        }
    }
}
