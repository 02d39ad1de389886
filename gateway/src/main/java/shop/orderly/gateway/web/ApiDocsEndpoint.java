package shop.orderly.gateway.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** One OpenAPI document for all services; {@code /docs} shows it. */
@Hidden
@RestController
class ApiDocsEndpoint {

    private final ApiDocs docs;

    ApiDocsEndpoint(ApiDocs docs) {
        this.docs = docs;
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode document() {
        return docs.merged();
    }
}
