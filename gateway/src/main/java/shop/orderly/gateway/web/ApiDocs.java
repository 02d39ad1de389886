package shop.orderly.gateway.web;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.orderly.gateway.GatewayProperties;
import shop.orderly.platform.identity.ServiceHttp;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks every service for its OpenAPI document, all at once, and keeps the merged one for a short while. */
@Component
class ApiDocs {

    private static final Logger log = LoggerFactory.getLogger(ApiDocs.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int SHORTER_WHILE_INCOMPLETE = 10;

    private record Kept(ObjectNode document, Instant until) {}

    private final GatewayProperties properties;
    private final JsonMapper json;
    private final Clock clock;
    private final ServiceHttp services;

    private volatile @Nullable Kept kept;

    ApiDocs(GatewayProperties properties, JsonMapper json, Clock clock, ServiceHttp services) {
        this.properties = properties;
        this.json = json;
        this.clock = clock;
        this.services = services;
    }

    ObjectNode merged() {
        var known = kept;
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.document();
        }
        var asked = new LinkedHashMap<String, CompletableFuture<Optional<ObjectNode>>>();
        properties.services().forEach((service, target) -> asked.put(service, ask(service, target)));
        var documents = new LinkedHashMap<String, ObjectNode>();
        var away = new ArrayList<String>();
        asked.forEach((service, answer) ->
                answer.join().ifPresentOrElse(document -> documents.put(service, document), () -> away.add(service)));
        var document = new MergedApiDocument(json, documents, away).build();
        var keep = away.isEmpty()
                ? properties.apiDocsCache()
                : properties.apiDocsCache().dividedBy(SHORTER_WHILE_INCOMPLETE);
        kept = new Kept(document, clock.instant().plus(keep));
        return document;
    }

    private CompletableFuture<Optional<ObjectNode>> ask(String service, URI target) {
        var request = HttpRequest.newBuilder(target.resolve("/v3/api-docs"))
                .timeout(PATIENCE)
                .GET()
                .build();
        return services.get()
                .sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(answer -> answer.statusCode() == 200 && json.readTree(answer.body()) instanceof ObjectNode it
                        ? Optional.of(it)
                        : Optional.<ObjectNode>empty())
                .exceptionally(failure -> {
                    log.info("{} has no OpenAPI document for us: {}", service, failure.toString());
                    return Optional.empty();
                });
    }
}
