package shop.orderly.inventory.web;

import jakarta.validation.Valid;
import java.net.URI;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.inventory.api.StockView;
import shop.orderly.platform.web.Caller;
import shop.orderly.platform.web.NewIds;

/** Merchants keep the stock of their products: what came in, and what was counted. */
@RestController
@RequestMapping("/api/v1/products/{productId}/stock")
class StockEndpoint {

    private final CommandGateway commands;
    private final NewIds ids;

    StockEndpoint(CommandGateway commands, NewIds ids) {
        this.commands = commands;
        this.ids = ids;
    }

    @PostMapping("/receipts")
    ResponseEntity<StockResponse> receive(
            @PathVariable ProductId productId, @Valid @RequestBody ReceiveStockRequest request, Caller caller) {
        return changed(productId, commands.sendAndWait(request.command(productId, ids.next(), caller.actor())));
    }

    @PostMapping("/adjustments")
    ResponseEntity<StockResponse> adjust(
            @PathVariable ProductId productId, @Valid @RequestBody AdjustStockRequest request, Caller caller) {
        return changed(productId, commands.sendAndWait(request.command(productId, ids.next(), caller.actor())));
    }

    private static ResponseEntity<StockResponse> changed(ProductId product, StockView stock) {
        return ResponseEntity.created(URI.create("/api/v1/products/" + product + "/stock"))
                .body(StockResponse.of(stock));
    }
}
