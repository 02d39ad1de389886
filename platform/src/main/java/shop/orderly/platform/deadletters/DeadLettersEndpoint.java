package shop.orderly.platform.deadletters;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.platform.deadletters.DeadLetterDesk.Redriven;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.ItemsPage;

/** For operators: events that could not be handled. */
@Hidden
@RestController
@RequestMapping("/ops/v1/dead-letters")
class DeadLettersEndpoint {

    private final DeadLetterDesk desk;
    private final String service;

    DeadLettersEndpoint(DeadLetterDesk desk, String service) {
        this.desk = desk;
        this.service = service;
    }

    /** @param sequence all of the processor if it is missing */
    record RedriveRequest(@Nullable String sequence) {}

    /**
     * @param eventId of the first letter
     * @param reason why the event may be lost, for whoever asks later
     */
    record DiscardRequest(
            @NotBlank String sequence,
            @NotBlank String eventId,
            @NotBlank @Size(max = 1000) String reason) {}

    @GetMapping
    ItemsPage<DeadLetterResponse> list(@RequestParam @Nullable String processor) {
        return new ItemsPage<>(
                desk.first(processor).stream()
                        .map(letter -> DeadLetterResponse.of(service, letter))
                        .toList(),
                null);
    }

    @GetMapping("/{processor}")
    ItemsPage<LetterResponse> sequence(@PathVariable String processor, @RequestParam String sequence) {
        return new ItemsPage<>(
                desk.sequence(processor, sequence).stream()
                        .map(letter -> LetterResponse.of(service, letter))
                        .toList(),
                null);
    }

    @PostMapping("/{processor}/redrives")
    Redriven redrive(
            @PathVariable String processor,
            @RequestBody(required = false) @Nullable RedriveRequest request,
            Caller caller) {
        return desk.redrive(processor, request == null ? null : request.sequence(), caller.actor());
    }

    @PostMapping("/{processor}/discards")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String processor, @RequestBody @Valid DiscardRequest request, Caller caller) {
        desk.discard(processor, request.sequence(), request.eventId(), request.reason(), caller.actor());
    }
}
