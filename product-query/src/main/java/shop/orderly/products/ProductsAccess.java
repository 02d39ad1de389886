package shop.orderly.products;

import static shop.orderly.platform.access.AccessTable.get;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.platform.access.AccessTable;
import shop.orderly.products.api.FindProductById;
import shop.orderly.products.api.ListProducts;

/** Who may see what is for sale: everybody. */
@Configuration(proxyBeanMethods = false)
public class ProductsAccess {

    @Bean
    AccessTable productsTable() {
        return AccessTable.of(
                get("/api/v1/products").everybody().sends(ListProducts.class),
                get("/api/v1/products/{productId}").everybody().sends(FindProductById.class));
    }
}
