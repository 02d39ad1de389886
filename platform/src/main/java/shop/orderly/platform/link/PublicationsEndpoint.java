package shop.orderly.platform.link;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.ItemsPage;

/** For operators: what this service publishes, how far it has come, and sending it again. */
@Hidden
@RestController
@RequestMapping("/ops/v1/publications")
class PublicationsEndpoint {

    private final Republications republications;
    private final String service;

    PublicationsEndpoint(Republications republications, String service) {
        this.republications = republications;
        this.service = service;
    }

    /** @param eventsBehind stored and not yet acknowledged by Kafka; 0 when all is sent */
    record PublicationResponse(String service, String topic, long eventsBehind) {}

    /** @param from {@code start}, an ISO-8601 instant or a position of this service's log; {@code start} if it is missing */
    record RepublicationRequest(@Nullable String from) {}

    /** @param topics all that are sent again, which are all of the service */
    record RepublicationResponse(String service, Set<String> topics, long fromPosition, long events) {}

    @GetMapping
    ItemsPage<PublicationResponse> list() {
        return new ItemsPage<>(
                republications.behind().entrySet().stream()
                        .map(topic -> new PublicationResponse(service, topic.getKey(), topic.getValue()))
                        .toList(),
                null);
    }

    @PostMapping("/{topic}/republications")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RepublicationResponse begin(
            @PathVariable String topic,
            @RequestBody(required = false) @Nullable RepublicationRequest request,
            Caller caller) {
        var from = request == null ? "start" : Objects.requireNonNullElse(request.from(), "start");
        var begun = republications.begin(topic, from, caller.actor());
        return new RepublicationResponse(service, begun.topics(), begun.fromPosition(), begun.events());
    }
}
