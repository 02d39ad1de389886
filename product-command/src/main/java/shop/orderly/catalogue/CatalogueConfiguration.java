package shop.orderly.catalogue;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import shop.orderly.contracts.catalogue.ProductEvent;
import shop.orderly.platform.link.Publications;

/** Wires the catalogue. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CatalogueConfiguration {

    @Bean
    Publications cataloguePublications() {
        return Publications.none().and("product.events", ProductEvent.class);
    }
}
