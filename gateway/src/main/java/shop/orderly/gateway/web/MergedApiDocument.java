package shop.orderly.gateway.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document out of those of the services: the public paths of all, each operation under its service's tag.
 * Components that differ under one name are renamed to {@code <service>.<name>}, and what refers to them follows.
 */
final class MergedApiDocument {

    private static final String COMPONENTS = "#/components/";
    private static final List<String> PUBLIC = List.of("/api/v1/", "/.well-known/");
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final Map<String, ObjectNode> documents;
    private final ObjectNode merged;
    private final ObjectNode paths;
    private final ObjectNode components;
    private final ArrayNode tags;

    /**
     * @param documents by service, in the order in which they appear
     * @param away services whose document could not be had
     */
    MergedApiDocument(JsonMapper json, Map<String, ObjectNode> documents, List<String> away) {
        this.documents = documents;
        merged = json.createObjectNode().put("openapi", "3.1.0");
        merged.putObject("info").put("title", "Orderly").put("version", "v1").put("description", description(away));
        merged.putArray("servers").addObject().put("url", "/");
        tags = merged.putArray("tags");
        paths = merged.putObject("paths");
        components = merged.putObject("components");
    }

    ObjectNode build() {
        documents.forEach(this::add);
        var bearer = components.path("securitySchemes").propertyNames();
        var security = merged.putArray("security");
        bearer.forEach(scheme -> security.addObject().putArray(scheme));
        return merged;
    }

    private void add(String service, ObjectNode document) {
        tags.addObject().put("name", service);
        var renamed = addComponents(service, document.path("components"));
        for (var path : document.path("paths").properties()) {
            if (PUBLIC.stream().anyMatch(path.getKey()::startsWith)) {
                var item = paths.withObjectProperty(path.getKey());
                for (var operation : path.getValue().properties()) {
                    item.set(operation.getKey(), operation(service, operation, renamed));
                }
            }
        }
    }

    private JsonNode operation(String service, Map.Entry<String, JsonNode> operation, Map<String, String> renamed) {
        var copy = operation.getValue().deepCopy();
        follow(copy, renamed);
        if (METHODS.contains(operation.getKey()) && copy instanceof ObjectNode described) {
            described.putArray("tags").add(service);
            if (described.path("operationId").isString()) {
                described.put(
                        "operationId",
                        service + "." + described.path("operationId").stringValue());
            }
        }
        return copy;
    }

    private Map<String, String> addComponents(String service, JsonNode own) {
        var renamed = new HashMap<String, String>();
        for (var kind : own.properties()) {
            for (var component : kind.getValue().properties()) {
                var known = components.path(kind.getKey()).path(component.getKey());
                if (!known.isMissingNode() && !known.equals(component.getValue())) {
                    var prefix = COMPONENTS + kind.getKey() + "/";
                    renamed.put(prefix + component.getKey(), prefix + service + "." + component.getKey());
                }
            }
        }
        for (var kind : own.properties()) {
            var all = components.withObjectProperty(kind.getKey());
            for (var component : kind.getValue().properties()) {
                var reference = COMPONENTS + kind.getKey() + "/" + component.getKey();
                var copy = component.getValue().deepCopy();
                follow(copy, renamed);
                var name = renamed.getOrDefault(reference, reference);
                all.set(name.substring(name.lastIndexOf('/') + 1), copy);
            }
        }
        return renamed;
    }

    private static void follow(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            var reference = object.path("$ref").stringValue();
            object.put("$ref", renamed.getOrDefault(reference, reference));
        }
        node.forEach(child -> follow(child, renamed));
    }

    private static String description(List<String> away) {
        var all = "The public interface of all services, as the gateway serves it.";
        return away.isEmpty()
                ? all
                : all + " Not described now, because not available: " + String.join(", ", away) + ".";
    }
}
