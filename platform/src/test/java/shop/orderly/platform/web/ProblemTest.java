package shop.orderly.platform.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import shop.orderly.platformtest.TestJwt;

@SpringBootTest(
        classes = Shelf.class,
        properties = {
            "spring.config.name=platform",
            "orderly.service.database=false",
            "orderly.service.kafka=false",
            TestJwt.PROPERTY
        })
@AutoConfigureMockMvc
class ProblemTest {

    private final MockMvc http;

    ProblemTest(@Autowired MockMvc http) {
        this.http = http;
    }

    @Test
    void writesAndReadsSnakeCaseWithPlainDecimals() throws Exception {
        put("{\"display_name\":\"a\",\"shelf_lines\":[{\"quantity\":1,\"unit_price\":1E+3}],\"colour\":\"light_blue\"}")
                .andExpect(status().isCreated())
                .andExpect(header().exists(HttpHeaders.LOCATION))
                .andExpect(content().string(containsString("\"unit_price\":1000")))
                .andExpect(jsonPath("$.colour").value("light_blue"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"display_name":"","shelf_lines":[]}                                        | display_name
            {"display_name":"a"}                                                        | shelf_lines
            {"display_name":"a","shelf_lines":[{"quantity":0}]}                         | shelf_lines[0].quantity
            {"display_name":"a","shelf_lines":[{"quantity":10001}]}                     | shelf_lines[0].quantity
            {"display_name":"a","shelf_lines":[{"quantity":"3"}]}                       | shelf_lines[0].quantity
            {"display_name":"a","shelf_lines":[{"quantity":1.5}]}                       | shelf_lines[0].quantity
            {"display_name":"a","shelf_lines":[{"quantity":99999999999}]}               | shelf_lines[0].quantity
            {"display_name":"a","shelf_lines":[{"quantity":null}]}                      | shelf_lines[0].quantity
            {"display_name":"a","shelf_lines":[{"quantity":1,"unit_price":"x"}]}        | shelf_lines[0].unit_price
            {"display_name":"a\\u0000b","shelf_lines":[]}                              | display_name
            {"display_name":"a\\ud800","shelf_lines":[]}                               | display_name
            {"display_name":"\\udc00\\ud800","shelf_lines":[]}                         | display_name
            {"display_name":7,"shelf_lines":[]}                                         | display_name
            {"display_name":"a","shelf_lines":[],"colour":"green"}                      | colour
            {"display_name":"a","shelf_lines":{}}                                       | shelf_lines
            {"display_name":"a","shelf_lines":[],"price":1}                             | price
            """)
    void namesTheFieldThatIsWrong(String body, String field) throws Exception {
        put(body)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"))
                .andExpect(jsonPath("$.errors[0].field").value(field))
                .andExpect(jsonPath("$.errors[0].message").isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{", "[]", "``", "{\"a\":1}{", "null"})
    void refusesWhatIsNotTheJsonItWants(String body) throws Exception {
        put(body)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"));
    }

    @Test
    void namesParametersThatAreWrong() throws Exception {
        http.perform(get("/api/v1/open/things/x"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("number"));
        http.perform(get("/api/v1/open/things/1?pageSize=0"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"))
                .andExpect(jsonPath("$.errors[0].field").value("page_size"));
    }

    @Test
    void answersRefusalsByTheirKindWithTheirFacts() throws Exception {
        http.perform(as("customer", get("/api/v1/things/refused")))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:out_of_stock"))
                .andExpect(jsonPath("$.detail").value("There are too few."))
                .andExpect(jsonPath("$.instance").value("/api/v1/things/refused"))
                .andExpect(jsonPath("$.available").value(3));
        http.perform(as("customer", get("/api/v1/things/wrapped")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:thing_not_found"));
    }

    @Test
    void asksToTryAgainAfterAConflictOrWhileADependencyIsAway() throws Exception {
        for (var what : new String[] {"conflict", "down"}) {
            http.perform(as("customer", get("/api/v1/things/" + what)))
                    .andExpect(status().isServiceUnavailable())
                    .andExpect(header().exists(HttpHeaders.RETRY_AFTER));
        }
        http.perform(get("/api/v1/open/old"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string(HttpHeaders.RETRY_AFTER, "1"))
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:not_yet_visible"));
    }

    @Test
    void showsATraceIdAndNothingElseOfAnUnexpectedFailure() throws Exception {
        http.perform(as("customer", get("/api/v1/things/bug")))
                .andExpect(status().isInternalServerError())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:internal_error"))
                .andExpect(jsonPath("$.trace_id").isNotEmpty())
                .andExpect(content().string(not(containsString("hunter2"))))
                .andExpect(content().string(not(containsString("Exception"))));
    }

    @Test
    void answersWhatHttpItselfRefuses() throws Exception {
        problem(as("merchant", get("/api/v1/nowhere")), 404, "not_found");
        problem(as("merchant", delete("/api/v1/things")), 405, "method_not_allowed");
        problem(
                as("merchant", post("/api/v1/things").contentType("text/plain").content("x")),
                415,
                "unsupported_media_type");
        problem(as("merchant", get("/api/v1/open/things/1").accept("image/png")), 406, "not_acceptable");
        problem(get("/api/v1/open/things/1").header(HttpHeaders.ACCEPT, "a/b/c"), 406, "not_acceptable");
        problem(get("/api/v1/open/things/x").accept("image/png"), 400, "validation_failed");
        for (var wildcard : new String[] {"*/*", "application/*+json"}) {
            problem(
                    as(
                            "merchant",
                            post("/api/v1/things")
                                    .header(HttpHeaders.CONTENT_TYPE, wildcard)
                                    .content("{}")),
                    415,
                    "unsupported_media_type");
        }
        problem(
                as(
                        "merchant",
                        post("/api/v1/things").contentType("application/json").content(" ".repeat(65_537))),
                413,
                "content_too_large");
    }

    @Test
    void answers401And403AsProblems() throws Exception {
        problem(get("/api/v1/things/bug"), 401, "unauthenticated");
        problem(get("/api/v1/open/me"), 401, "unauthenticated");
        problem(
                as(
                        "customer",
                        post("/api/v1/things")
                                .contentType("application/json")
                                .content("{\"display_name\":\"a\",\"shelf_lines\":[]}")),
                403,
                "forbidden");
        http.perform(get("/api/v1/things/bug"))
                .andExpect(header().string(HttpHeaders.WWW_AUTHENTICATE, containsString("Bearer")));
        http.perform(as("merchant", get("/api/v1/open/me"))).andExpect(content().string("merchant:u-1"));
    }

    @Test
    void sendsSecurityHeaders() throws Exception {
        http.perform(get("/api/v1/open/things/1"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("X-Frame-Options", "DENY"))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'none'")))
                .andExpect(header().string("Referrer-Policy", "no-referrer"));
    }

    @Test
    void describesItselfInSnakeCaseWithProblemsAndTheBearerScheme() throws Exception {
        http.perform(get("/v3/api-docs"))
                .andExpect(status().isOk())
                .andExpect(
                        jsonPath("$.components.securitySchemes.bearer.scheme").value("bearer"))
                .andExpect(jsonPath("$.components.schemas.Problem.properties.errors")
                        .exists())
                .andExpect(jsonPath("$.components.schemas.PutOnShelf.properties.display_name")
                        .exists())
                .andExpect(jsonPath("$.paths['/api/v1/open/me'].get.parameters").doesNotExist())
                .andExpect(jsonPath("$.paths['/api/v1/things'].post.responses.default")
                        .exists());
    }

    private ResultActions put(String body) throws Exception {
        return http.perform(as(
                "merchant",
                post("/api/v1/things").contentType("application/json").content(body)));
    }

    private void problem(MockHttpServletRequestBuilder request, int status, String code) throws Exception {
        http.perform(request)
                .andExpect(status().is(status))
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:" + code))
                .andExpect(jsonPath("$.status").value(status));
    }

    private static MockHttpServletRequestBuilder as(String role, MockHttpServletRequestBuilder request) {
        return request.header(HttpHeaders.AUTHORIZATION, TestJwt.bearer("u-1", role));
    }
}
