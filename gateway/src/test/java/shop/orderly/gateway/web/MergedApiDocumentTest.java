package shop.orderly.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MergedApiDocumentTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void mergesTheMethodsOfOnePath() {
        var merged = merge(
                document("/api/v1/products", "get", "{}", "{}"), document("/api/v1/products", "post", "{}", "{}"));

        assertThat(merged.at("/paths/~1api~1v1~1products/get/tags/0").stringValue())
                .isEqualTo("first");
        assertThat(merged.at("/paths/~1api~1v1~1products/post/tags/0").stringValue())
                .isEqualTo("second");
        assertThat(merged.at("/tags").valueStream().map(tag -> tag.at("/name").stringValue()))
                .containsExactly("first", "second");
    }

    @Test
    void sharesComponentsThatAreEqual() {
        var problem = "{\"Problem\":{\"type\":\"object\"}}";
        var merged = merge(document("/api/v1/a", "get", "{}", problem), document("/api/v1/b", "get", "{}", problem));

        assertThat(merged.at("/components/schemas").propertyNames()).containsExactly("Problem");
    }

    @Test
    void renamesComponentsThatDifferAndWhatRefersToThem() {
        var operation = "{\"schema\":{\"$ref\":\"#/components/schemas/Item\"}}";
        var merged = merge(
                document("/api/v1/a", "get", operation, "{\"Item\":{\"type\":\"object\"}}"),
                document(
                        "/api/v1/b",
                        "get",
                        operation,
                        "{\"Item\":{\"type\":\"string\"},\"Items\":{\"items\":{\"$ref\":\"#/components/schemas/Item\"}}}"));

        assertThat(merged.at("/components/schemas").propertyNames()).containsExactly("Item", "second.Item", "Items");
        assertThat(merged.at("/paths/~1api~1v1~1a/get/schema/$ref").stringValue())
                .isEqualTo("#/components/schemas/Item");
        assertThat(merged.at("/paths/~1api~1v1~1b/get/schema/$ref").stringValue())
                .isEqualTo("#/components/schemas/second.Item");
        assertThat(merged.at("/components/schemas/Items/items/$ref").stringValue())
                .isEqualTo("#/components/schemas/second.Item");
    }

    @Test
    void leavesOutWhatIsNotPublic() {
        var merged = merge(document("/ops/v1/sagas", "get", "{}", "{}"), document("/livez", "get", "{}", "{}"));

        assertThat(merged.at("/paths")).isEmpty();
    }

    @Test
    void namesServicesThatAreAway() {
        var merged = new MergedApiDocument(JSON, new LinkedHashMap<>(), List.of("payments")).build();

        assertThat(merged.at("/info/description").stringValue()).endsWith("not available: payments.");
    }

    private static ObjectNode merge(ObjectNode first, ObjectNode second) {
        var documents = new LinkedHashMap<String, ObjectNode>();
        documents.put("first", first);
        documents.put("second", second);
        return new MergedApiDocument(JSON, documents, List.of()).build();
    }

    private static ObjectNode document(String path, String method, String operation, String schemas) {
        return (ObjectNode) JSON.readTree("""
                {"paths":{"%s":{"%s":%s}},"components":{"schemas":%s}}""".formatted(path, method, operation, schemas));
    }
}
