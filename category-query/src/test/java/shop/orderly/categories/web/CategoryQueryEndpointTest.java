package shop.orderly.categories.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import shop.orderly.categories.CategoriesAccess;
import shop.orderly.categories.api.CategoryView;
import shop.orderly.categories.api.FindCategoryById;
import shop.orderly.categories.api.ListCategories;
import shop.orderly.categories.api.ListProductsOfCategory;
import shop.orderly.categories.api.ListedProduct;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.shared.Money;
import shop.orderly.platform.processing.ViewLag;
import shop.orderly.platformtest.TestJwt;

@WebMvcTest(
        controllers = CategoryQueryEndpoint.class,
        properties = {"spring.config.name=platform,category-query", TestJwt.PROPERTY})
@Import(CategoriesAccess.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class CategoryQueryEndpointTest {

    private final MockMvc http;

    @MockitoBean
    private QueryGateway queries;

    @MockitoBean
    private ViewLag views;

    CategoryQueryEndpointTest(MockMvc http) {
        this.http = http;
    }

    @BeforeEach
    void fresh() {
        when(views.of("category-catalogue")).thenReturn(2);
        found(category(7));
    }

    @Test
    void answersACategoryToEverybody() throws Exception {
        http.perform(get("/api/v1/categories/7"))
                .andExpect(status().isOk())
                .andExpect(header().string("Orderly-Lag-Events", "2"))
                .andExpect(jsonPath("$.id").value(7))
                .andExpect(jsonPath("$.name").value("Category 7"))
                .andExpect(jsonPath("$.description").value("Things"))
                .andExpect(jsonPath("$.product_count").value(5))
                .andExpect(jsonPath("$.version").value(1));
        http.perform(get("/api/v1/categories/7?min_version=1")).andExpect(status().isOk());
        http.perform(get("/api/v1/categories/7?min_version=2"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().exists("Retry-After"));
    }

    @Test
    void answers404ForAnUnknownCategory() throws Exception {
        found(null);
        for (var path : List.of("/7", "/0", "/-1", "/7/products")) {
            http.perform(get("/api/v1/categories" + path))
                    .andExpect(status().isNotFound())
                    .andExpect(jsonPath("$.type").value("urn:orderly:problem:category_not_found"));
        }
    }

    @Test
    void pagesThroughCategories() throws Exception {
        when(queries.query(eq(new ListCategories(0, 2)), categories()))
                .thenReturn(CompletableFuture.completedFuture(List.of(category(1), category(2), category(3))));
        when(queries.query(eq(new ListCategories(2, 2)), categories()))
                .thenReturn(CompletableFuture.completedFuture(List.of(category(3))));

        var first = http.perform(get("/api/v1/categories?limit=2"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(2))
                .andReturn()
                .getResponse()
                .getContentAsString();
        http.perform(get("/api/v1/categories?limit=2")
                        .queryParam("cursor", JsonPath.<String>read(first, "$.next_cursor")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].id").value(3))
                .andExpect(jsonPath("$.next_cursor").isEmpty());
    }

    @Test
    void pagesThroughTheProductsOfACategory() throws Exception {
        var id = new CategoryId(7);
        when(queries.query(eq(new ListProductsOfCategory(id, null, 1)), products()))
                .thenReturn(CompletableFuture.completedFuture(List.of(product("p2"), product("p1"))));
        when(queries.query(eq(new ListProductsOfCategory(id, new ProductId("p2"), 1)), products()))
                .thenReturn(CompletableFuture.completedFuture(List.of(product("p1"))));

        var first = http.perform(get("/api/v1/categories/7/products?limit=1"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].id").value("p2"))
                .andExpect(jsonPath("$.items[0].final_price").value(9))
                .andExpect(jsonPath("$.items[0].category_id").value(7))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String cursor = JsonPath.read(first, "$.next_cursor");
        http.perform(get("/api/v1/categories/7/products?limit=1").queryParam("cursor", cursor))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].id").value("p1"))
                .andExpect(jsonPath("$.next_cursor").isEmpty());
        http.perform(get("/api/v1/categories/8/products").queryParam("cursor", cursor))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:invalid_cursor"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/categories?limit=0, limit",
        "/api/v1/categories?limit=101, limit",
        "/api/v1/categories/7/products?limit=x, limit",
        "/api/v1/categories/seven, category_id"
    })
    void refusesWrongValuesByTheirField(String path, String field) throws Exception {
        http.perform(get(path))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("urn:orderly:problem:validation_failed"))
                .andExpect(jsonPath("$.errors[0].field").value(field));
    }

    private void found(@Nullable CategoryView category) {
        when(queries.query(any(FindCategoryById.class), anOptionalCategory()))
                .thenReturn(CompletableFuture.completedFuture(Optional.ofNullable(category)));
    }

    private static ResponseType<Optional<CategoryView>> anOptionalCategory() {
        return any();
    }

    private static ResponseType<List<CategoryView>> categories() {
        return any();
    }

    private static ResponseType<List<ListedProduct>> products() {
        return any();
    }

    private static CategoryView category(long id) {
        return new CategoryView(new CategoryId(id), "Category " + id, "Things", 5, 1, Instant.EPOCH, Instant.EPOCH);
    }

    private static ListedProduct product(String id) {
        var currency = Currency.getInstance("USD");
        return new ListedProduct(
                new ProductId(id),
                "Pan",
                new Money(1000, currency),
                10,
                new Money(900, currency),
                "ABC",
                List.of(),
                new CategoryId(7),
                0);
    }
}
