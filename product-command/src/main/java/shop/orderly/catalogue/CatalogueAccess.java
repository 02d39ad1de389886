package shop.orderly.catalogue;

import static shop.orderly.platform.access.AccessTable.delete;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.AccessTable.put;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.MERCHANT;
import static shop.orderly.platform.access.Role.OPS;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.catalogue.api.CreateProduct;
import shop.orderly.catalogue.api.DiscontinueProduct;
import shop.orderly.catalogue.api.ReviseProduct;
import shop.orderly.platform.access.AccessTable;

/** Who may change the catalogue. */
@Configuration(proxyBeanMethods = false)
public class CatalogueAccess {

    @Bean
    AccessTable catalogueTable() {
        return AccessTable.of(
                post("/api/v1/products").all(MERCHANT, OPS, ADMIN).sends(CreateProduct.class),
                put("/api/v1/products/{productId}")
                        .all(OPS, ADMIN)
                        .ownOfPublic(MERCHANT)
                        .sends(ReviseProduct.class),
                delete("/api/v1/products/{productId}")
                        .all(OPS, ADMIN)
                        .ownOfPublic(MERCHANT)
                        .sends(DiscontinueProduct.class));
    }
}
