package shop.orderly.products;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.contracts.categories.CategoryEvent;
import shop.orderly.contracts.inventory.InventoryEvent;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.link.Publications;
import shop.orderly.platform.link.Subscriptions;
import shop.orderly.platform.replay.Projection;

/** Which events this service keeps and hears of; it publishes none. */
@Configuration(proxyBeanMethods = false)
public class ProductsConfiguration {

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(ProductEvent.class, InventoryEvent.class, CategoryEvent.class, UserEvent.class);
    }

    @Bean
    Subscriptions subscriptions() {
        return Subscriptions.to("product.events", "inventory.events", "category.events", "user.events");
    }

    @Bean
    Projection productView() {
        return Projection.of("product-view", "products.product_view", "products.stock_view", "products.category_view");
    }

    @Bean
    Publications publications() {
        return Publications.none();
    }
}
