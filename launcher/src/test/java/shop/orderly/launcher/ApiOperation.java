package shop.orderly.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import shop.orderly.launcher.client.ShopClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation out of a service's OpenAPI document.
 *
 * @param path with its variables in braces
 * @param queries names of the query parameters
 * @param headers names of the header parameters
 * @param body a good request body by the document; null node if there is none
 */
record ApiOperation(
        String service, String method, String path, List<String> queries, List<String> headers, JsonNode body) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head", "options");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int DEEPEST = 6;

    /**
     * All operations of all services but the gateway, which describes those of the others.
     *
     * @param samples what a property of this name must be to be good; others are made by their type
     */
    static List<ApiOperation> all(Map<String, Object> samples) {
        var all = new ArrayList<ApiOperation>();
        for (var service : Shop.SERVICES) {
            if (!service.name().equals(Shop.GATEWAY)) {
                var document = ShopClient.anonymous()
                        .get(TestShop.ports().url(service.name()) + "/v3/api-docs")
                        .expect(200)
                        .json();
                document.path("paths")
                        .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                            if (METHODS.contains(method)) {
                                all.add(of(
                                        service.name(),
                                        method.toUpperCase(java.util.Locale.ROOT),
                                        path,
                                        operation,
                                        document,
                                        samples));
                            }
                        }));
            }
        }
        return all;
    }

    private static ApiOperation of(
            String service,
            String method,
            String path,
            JsonNode operation,
            JsonNode document,
            Map<String, Object> samples) {
        var schema = operation.at("/requestBody/content/application~1json/schema");
        return new ApiOperation(
                service,
                method,
                path,
                parameters(operation, "query"),
                parameters(operation, "header"),
                schema.isMissingNode() ? JSON.nullNode() : sample(schema, document, samples, 0));
    }

    private static List<String> parameters(JsonNode operation, String place) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals(place))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    private static JsonNode sample(JsonNode schema, JsonNode document, Map<String, Object> samples, int depth) {
        if (schema.has("$ref")) {
            return sample(document.at(schema.path("$ref").asString().substring(1)), document, samples, depth);
        }
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").path(0);
        }
        var type = schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
        return switch (type.asString("object")) {
            case "string" -> JSON.getNodeFactory().stringNode("text");
            case "integer", "number" ->
                JSON.getNodeFactory()
                        .numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            case "array" -> JSON.createArrayNode().add(sample(schema.path("items"), document, samples, depth + 1));
            default -> object(schema, document, samples, depth);
        };
    }

    private static ObjectNode object(JsonNode schema, JsonNode document, Map<String, Object> samples, int depth) {
        var object = JSON.createObjectNode();
        schema.path("properties").forEachEntry((name, property) -> {
            if (samples.containsKey(name)) {
                object.set(name, JSON.valueToTree(samples.get(name)));
            } else if (depth < DEEPEST) {
                object.set(name, sample(property, document, samples, depth + 1));
            }
        });
        return object;
    }

    @Override
    public String toString() {
        return service + " " + method + " " + path;
    }
}
