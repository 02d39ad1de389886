package shop.orderly.platform.web;

import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.platform.access.Role;

/** A service with one endpoint, on which the platform's web rules are shown. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(Shelf.Endpoint.class)
class Shelf {

    enum Colour {
        RED,
        LIGHT_BLUE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    record Line(@Min(1) @Max(10_000) int quantity, @Nullable BigDecimal unitPrice) {}

    record PutOnShelf(
            @NotBlank String displayName,
            @NotNull List<@Valid Line> shelfLines,
            @Nullable Colour colour) {}

    @Bean
    AccessTable shelfTable() {
        return AccessTable.of(
                post("/api/v1/things").all(Role.MERCHANT),
                get("/api/v1/things/{what}").all(Role.values()),
                get("/api/v1/open/things/{number}").everybody(),
                get("/api/v1/open/me").everybody(),
                get("/api/v1/open/old").everybody());
    }

    @RestController
    static class Endpoint {

        private final NewIds ids;

        private final MinVersion reads;

        Endpoint(NewIds ids, MinVersion reads) {
            this.ids = ids;
            this.reads = reads;
        }

        @PostMapping("/api/v1/things")
        ResponseEntity<PutOnShelf> put(@Valid @RequestBody PutOnShelf body) {
            return ResponseEntity.created(URI.create("/api/v1/things/" + ids.next()))
                    .body(body);
        }

        @GetMapping("/api/v1/open/things/{number}")
        Map<String, Object> open(@PathVariable int number, @RequestParam(defaultValue = "1") @Min(1) int pageSize) {
            return Map.of("number", number, "size", pageSize);
        }

        @GetMapping("/api/v1/open/me")
        String open(Caller caller) {
            return caller.actor().toString();
        }

        @GetMapping("/api/v1/open/old")
        String old() {
            return reads.<String>atLeast(7L, Optional::empty, String::length).orElseThrow();
        }

        @GetMapping("/api/v1/things/{what}")
        String fail(@PathVariable String what) throws Exception {
            throw switch (what) {
                case "refused" ->
                    Refusal.conflict("out_of_stock", "There are too few.")
                            .with("available", 3)
                            .exception();
                case "wrapped" ->
                    new java.util.concurrent.CompletionException(Refusal.notFound("thing_not_found", "No such thing.")
                            .exception());
                case "conflict" -> new ConcurrencyException("two at once");
                case "down" -> new DataAccessResourceFailureException("no database");
                default -> new IllegalStateException("secret: password=hunter2");
            };
        }
    }
}
