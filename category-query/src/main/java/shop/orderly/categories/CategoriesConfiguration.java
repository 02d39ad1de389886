package shop.orderly.categories;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.contracts.categories.CategoryEvent;
import shop.orderly.contracts.users.UserEvent;
import shop.orderly.platform.eventstore.EventTypes;
import shop.orderly.platform.link.Publications;
import shop.orderly.platform.link.Subscriptions;
import shop.orderly.platform.replay.Projection;

/** Which events this service keeps, hears of and publishes. */
@Configuration(proxyBeanMethods = false)
public class CategoriesConfiguration {

    @Bean
    EventTypes eventTypes() {
        return EventTypes.of(CategoryEvent.class, ProductEvent.class, UserEvent.class);
    }

    @Bean
    Projection categoryCatalogue() {
        return Projection.of("category-catalogue", "categories.product_view");
    }

    @Bean
    Publications publications() {
        return Publications.none().and("category.events", CategoryEvent.class);
    }

    @Bean
    Subscriptions subscriptions() {
        return Subscriptions.to("product.events", "user.events");
    }
}
