package shop.orderly.gateway.web;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.orderly.gateway.GatewayProperties;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks every service for its OpenAPI document, all at once, and keeps the merged one for a short while. */
@Component
class ApiDocs {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int SHORTER_WHILE_INCOMPLETE = 10;

    private record Kept(ObjectNode document, Instant until) {}

    private final GatewayProperties properties;
    private final JsonMapper json;
    private final Clock clock;
    private final ServiceCalls services;

    private volatile @Nullable Kept kept;

    ApiDocs(GatewayProperties properties, JsonMapper json, Clock clock, ServiceCalls services) {
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
        var documents = new LinkedHashMap<String, ObjectNode>();
        var away = new ArrayList<String>();
        for (var told : services.ask(properties.services().keySet(), ApiDocs::question)) {
            if (told.status() == 200 && told.body() instanceof ObjectNode document) {
                documents.put(told.service(), document);
            } else {
                away.add(told.service());
            }
        }
        var document = new MergedApiDocument(json, documents, away).build();
        var keep = away.isEmpty()
                ? properties.apiDocsCache()
                : properties.apiDocsCache().dividedBy(SHORTER_WHILE_INCOMPLETE);
        kept = new Kept(document, clock.instant().plus(keep));
        return document;
    }

    private static HttpRequest question(URI service) {
        return HttpRequest.newBuilder(service.resolve("/v3/api-docs"))
                .timeout(PATIENCE)
                .GET()
                .build();
    }
}
