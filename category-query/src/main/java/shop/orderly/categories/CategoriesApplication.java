package shop.orderly.categories;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import shop.orderly.platform.service.OrderlyService;

/** Keeps categories on its own, as one process. */
@SpringBootApplication
public class CategoriesApplication {

    public static void main(String[] args) {
        OrderlyService.run(CategoriesApplication.class, "category-query", args);
    }
}
