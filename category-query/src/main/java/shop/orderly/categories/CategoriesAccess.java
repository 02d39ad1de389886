package shop.orderly.categories;

import static shop.orderly.platform.access.AccessTable.delete;
import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.AccessTable.put;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.MERCHANT;
import static shop.orderly.platform.access.Role.OPS;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.categories.api.CreateCategory;
import shop.orderly.categories.api.DeleteCategory;
import shop.orderly.categories.api.FindCategoryById;
import shop.orderly.categories.api.ListCategories;
import shop.orderly.categories.api.ListProductsOfCategory;
import shop.orderly.categories.api.ReviseCategory;
import shop.orderly.platform.access.AccessTable;

/** Who may read and change categories. */
@Configuration(proxyBeanMethods = false)
public class CategoriesAccess {

    @Bean
    AccessTable categoriesTable() {
        return AccessTable.of(
                get("/api/v1/categories").everybody().sends(ListCategories.class),
                get("/api/v1/categories/{categoryId}").everybody().sends(FindCategoryById.class),
                get("/api/v1/categories/{categoryId}/products")
                        .everybody()
                        .sends(FindCategoryById.class, ListProductsOfCategory.class),
                post("/api/v1/categories")
                        .all(MERCHANT, OPS, ADMIN)
                        .sends(CreateCategory.class, FindCategoryById.class),
                put("/api/v1/categories/{categoryId}")
                        .all(OPS, ADMIN)
                        .ownOfPublic(MERCHANT)
                        .sends(ReviseCategory.class, FindCategoryById.class),
                delete("/api/v1/categories/{categoryId}")
                        .all(OPS, ADMIN)
                        .ownOfPublic(MERCHANT)
                        .sends(DeleteCategory.class));
    }
}
