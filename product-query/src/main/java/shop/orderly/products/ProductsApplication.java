package shop.orderly.products;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import shop.orderly.platform.service.OrderlyService;

/** Answers product queries on its own, as one process. */
@SpringBootApplication
public class ProductsApplication {

    public static void main(String[] args) {
        OrderlyService.run(ProductsApplication.class, "product-query", args);
    }
}
