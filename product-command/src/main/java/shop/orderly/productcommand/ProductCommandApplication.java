package shop.orderly.productcommand;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import shop.orderly.catalogue.CatalogueConfiguration;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.contracts.inventory.InventoryEvent;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.inventory.InventoryConfiguration;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.link.Subscriptions;
import shop.orderly.platform.service.OrderlyService;

/** Writes products and stock: REST on 8081, reservations over gRPC on 9002. */
@SpringBootApplication
@Import({CatalogueConfiguration.class, InventoryConfiguration.class})
public class ProductCommandApplication {

    public static void main(String[] args) {
        OrderlyService.run(ProductCommandApplication.class, "product-command", args);
    }

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(ProductEvent.class, InventoryEvent.class, UserEvent.class);
    }

    @Bean
    Subscriptions subscriptions() {
        return Subscriptions.to("user.events");
    }
}
