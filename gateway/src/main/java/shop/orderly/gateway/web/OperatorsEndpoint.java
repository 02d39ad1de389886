package shop.orderly.gateway.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import shop.orderly.gateway.GatewayProperties;
import shop.orderly.gateway.web.ServiceCalls.Told;
import shop.orderly.platform.web.Problem;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What every service has for operators, asked of all of them and answered as one list: {@code {"items":[…],"away":[…]}}.
 * Each service checks the operator's token itself. {@code ?service=} asks one only.
 */
@Hidden
@RestController
@RequestMapping("/ops/v1")
class OperatorsEndpoint {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final GatewayProperties properties;
    private final ServiceCalls services;
    private final Owners owners;
    private final JsonMapper json;

    OperatorsEndpoint(GatewayProperties properties, ServiceCalls services, Owners owners, JsonMapper json) {
        this.properties = properties;
        this.services = services;
        this.owners = owners;
        this.json = json;
    }

    @GetMapping({"/projections", "/dead-letters", "/publications", "/snapshots", "/faults"})
    ResponseEntity<?> list(@RequestParam(required = false) @Nullable String service, HttpServletRequest request) {
        return everywhere(service, null, request);
    }

    @DeleteMapping({"/snapshots", "/faults"})
    ResponseEntity<?> drop(@RequestParam(required = false) @Nullable String service, HttpServletRequest request) {
        return everywhere(service, null, request);
    }

    @PostMapping("/snapshots/rebuilds")
    ResponseEntity<?> rebuild(@RequestParam(required = false) @Nullable String service, HttpServletRequest request) {
        return everywhere(service, null, request);
    }

    /** What is wrong with a body, or missing, the services say, after they have looked at the operator's token. */
    @PutMapping("/faults")
    ResponseEntity<?> replace(
            @RequestParam(required = false) @Nullable String service,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        return everywhere(service, body == null ? new byte[0] : body, request);
    }

    private ResponseEntity<?> everywhere(@Nullable String service, byte @Nullable [] body, HttpServletRequest request) {
        Collection<String> asked = service == null ? properties.services().keySet() : List.of(owners.require(service));
        return merged(services.ask(asked, target -> question(target, request, body)));
    }

    /** One good answer makes a good answer; who is missing is said. What no service has is not found. */
    private ResponseEntity<?> merged(List<Told> answers) {
        var items = json.createArrayNode();
        var away = json.createArrayNode();
        for (var answer : answers) {
            if (answer.isGood()) {
                add(answer, items);
            } else if (answer.status() != HttpStatus.NOT_FOUND.value()) {
                away.addObject().put("service", answer.service()).put("status", answer.status());
            }
        }
        if (answers.stream().noneMatch(Told::isGood)) {
            return refusal(answers);
        }
        var body = json.createObjectNode();
        body.set("items", items);
        body.putNull("next_cursor");
        body.set("away", away);
        return ResponseEntity.ok(body);
    }

    private static void add(Told answer, ArrayNode items) {
        if (answer.body().path("items") instanceof ArrayNode several) {
            several.forEach(items::add);
        } else if (answer.body().isObject()) {
            items.add(answer.body());
        } else {
            items.addObject().put("service", answer.service());
        }
    }

    private static ResponseEntity<?> refusal(List<Told> answers) {
        var refused = answers.stream()
                .filter(answer -> answer.status() >= 400 && answer.status() != HttpStatus.NOT_FOUND.value())
                .findFirst();
        if (refused.isPresent()) {
            var status = refused.get().status();
            return ResponseEntity.status(status)
                    .headers(headers -> challenge(headers, status))
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(refused.get().body());
        }
        var problem = answers.stream().anyMatch(answer -> answer.status() == 0)
                ? Problem.tryAgain("unavailable", "No service answers; try again.", 2)
                : Problem.of(HttpStatus.NOT_FOUND, "not_found", "No service has this.");
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.detail());
    }

    /** A 401 says what is wanted, as that of every service does. */
    private static void challenge(HttpHeaders headers, int status) {
        if (status == HttpStatus.UNAUTHORIZED.value()) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
    }

    private static HttpRequest question(URI service, HttpServletRequest request, byte @Nullable [] body) {
        var path = UriComponentsBuilder.fromUri(service)
                .path(request.getRequestURI())
                .query(request.getQueryString())
                .replaceQueryParam("service")
                .build(true)
                .toUri();
        var question = HttpRequest.newBuilder(path)
                .timeout(PATIENCE)
                .header(HttpHeaders.AUTHORIZATION, request.getHeader(HttpHeaders.AUTHORIZATION))
                .method(
                        request.getMethod().equals("HEAD") ? "GET" : request.getMethod(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body != null) {
            question.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        }
        return question.build();
    }
}
