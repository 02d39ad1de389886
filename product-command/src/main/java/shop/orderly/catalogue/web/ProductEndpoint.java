package shop.orderly.catalogue.web;

import jakarta.validation.Valid;
import java.net.URI;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.catalogue.api.DiscontinueProduct;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.NewIds;

/** Merchants keep their products; what customers see of them is answered by product-query. */
@RestController
@RequestMapping("/api/v1/products")
class ProductEndpoint {

    private final CommandGateway commands;
    private final NewIds ids;

    ProductEndpoint(CommandGateway commands, NewIds ids) {
        this.commands = commands;
        this.ids = ids;
    }

    @PostMapping
    ResponseEntity<ProductResponse> create(@Valid @RequestBody CreateProductRequest request, Caller caller) {
        var command = request.command(new ProductId(ids.next()), new UserId(caller.id()));
        long version = commands.<Long>sendAndWait(command);
        return ResponseEntity.created(URI.create("/api/v1/products/" + command.productId()))
                .eTag(tag(version))
                .body(ProductResponse.of(command.productId(), command.description(), command.price(), version));
    }

    @PutMapping("/{productId}")
    ResponseEntity<ProductResponse> revise(
            @PathVariable ProductId productId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ReviseProductRequest request,
            Caller caller) {
        var command = request.command(productId, IfMatch.version(ifMatch), caller.actor());
        long version = commands.<Long>sendAndWait(command);
        return ResponseEntity.ok()
                .eTag(tag(version))
                .body(ProductResponse.of(productId, command.description(), command.price(), version));
    }

    @DeleteMapping("/{productId}")
    ResponseEntity<Void> discontinue(
            @PathVariable ProductId productId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        long version =
                commands.<Long>sendAndWait(new DiscontinueProduct(productId, IfMatch.version(ifMatch), caller.actor()));
        return ResponseEntity.noContent().eTag(tag(version)).build();
    }

    private static String tag(long version) {
        return "\"" + version + "\"";
    }
}
