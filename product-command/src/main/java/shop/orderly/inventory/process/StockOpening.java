package shop.orderly.inventory.process;

import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.inventory.api.OpenStock;

/**
 * Opens the stock account of every new product, in the transaction that creates the product: whoever was told that a
 * product exists can count on its stock (docs/adr/0006).
 */
@Component
@ProcessingGroup(StockOpening.GROUP)
public class StockOpening {

    /** The one group that must subscribe rather than stream. */
    public static final String GROUP = "stock-opening";

    @EventHandler
    void on(ProductCreated event, CommandGateway commands) {
        commands.sendAndWait(OpenStock.of(event.productId(), event.merchantId(), event.initialStock()));
    }
}
